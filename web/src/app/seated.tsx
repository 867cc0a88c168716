/** The signed-in part: takes the seat that this browser keeps, or sends to the door. */

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Navigate, useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { SeatProvider } from "../data/seat";
import { keepMe, keptMe, type Me, type Seat, sitDown } from "../data/session";
import { takeSeat } from "./door";
import { Shell } from "./shell";

export function Seated() {
  const location = useLocation();
  const [seat, setSeat] = useState<Seat | null>(takeSeat);
  const [kept] = useState(keptMe);
  useEffect(() => {
    if (seat !== null || kept === null) return;
    let here = true;
    void sitDown(kept).then((found) => (here ? setSeat(found) : found.live.close()));
    return () => {
      here = false;
    };
  }, [seat, kept]);
  if (seat !== null) return <AtWork key={`${seat.me.id}:${seat.me.organisation.id}`} seat={seat} setSeat={setSeat} />;
  if (kept === null) return <Navigate to="/entrar" search={{ depois: location.href } as never} replace />;
  return null;
}

/** Everything of one person in one organisation: made anew for another. */
function AtWork({ seat, setSeat }: { seat: Seat; setSeat: (seat: Seat | null) => void }) {
  const [me, setMe] = useState<Me>(seat.me);
  const queries = useMemo(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1, networkMode: "always" } } }),
    [],
  );
  const place = useMemo(
    () => ({
      live: seat.live,
      me,
      change: setSeat,
      setMe: (next: Me) => {
        keepMe(next);
        setMe(next);
      },
    }),
    [seat.live, me, setSeat],
  );
  return (
    <QueryClientProvider client={queries}>
      <SeatProvider place={place}>
        <Shell />
      </SeatProvider>
    </QueryClientProvider>
  );
}
