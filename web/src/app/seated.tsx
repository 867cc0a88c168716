/** The signed-in part: takes the seat that this browser keeps, or sends to the door. */

import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Place, SeatProvider, useReadable, useSeat } from "../data/seat";
import { keepMe, keptMe, type Me, type Seat, sitDown } from "../data/session";
import { hearTabs } from "../data/tabs";
import { Problem } from "../live";
import { handOver, takeSeat } from "./door";
import { Shell } from "./shell";

/** A tab that said it was about to change the session, and then said nothing more, is gone. */
const CHANGE_WITHIN_MS = 8_000;

export function Seated() {
  const [seat, setSeat] = useState<Seat | null>(takeSeat);
  const [out, setOut] = useState(false);
  useSeatOfThisBrowser(seat, setSeat, out);
  useEffect(() => {
    let here = true;
    void seat?.live.signedOut.then(() => {
      if (!here) return;
      setOut(true);
      setSeat(null);
    });
    return () => {
      here = false;
    };
  }, [seat]);
  if (seat !== null) return <AtWork key={`${seat.me.id}:${seat.me.organisation.id}`} seat={seat} setSeat={setSeat} />;
  if (out) return <ToTheDoor />;
  if (keptMe() === null) return <ToTheDoor back />;
  return null;
}

/** Leads there once: `Navigate` would again with each drawing, and the way there is one. `back`: and afterwards to here. */
function ToTheDoor({ back = false }: { back?: boolean }) {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    const search = back ? { depois: router.state.location.href } : {};
    void navigate({ to: "/entrar", search, replace: true } as never);
  }, [router, navigate, back]);
  return null;
}

/** Sits down at the start, and with the other tabs whenever one of them changes the session. */
function useSeatOfThisBrowser(seat: Seat | null, setSeat: (seat: Seat) => void, out: boolean): void {
  const current = useRef(seat);
  useEffect(() => {
    current.current = seat;
  }, [seat]);
  useEffect(() => {
    const kept = keptMe();
    if (current.current !== null || kept === null || out) return;
    let here = true;
    void sitDown(kept).then((found) => (here ? setSeat(found) : found.live.close()));
    return () => {
      here = false;
    };
  }, [setSeat, out]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sit = (me: Me | null) => {
      clearTimeout(timer);
      if (me !== null) void sitDown(me).then(setSeat);
    };
    const deaf = hearTabs((message) => {
      if (message.type === "leaving") {
        current.current?.live.close();
        clearTimeout(timer);
        timer = setTimeout(() => sit(keptMe()), CHANGE_WITHIN_MS);
      } else {
        current.current?.live.close();
        sit(message.me);
      }
    });
    return () => {
      deaf();
      clearTimeout(timer);
      // Whoever comes back from an open screen (an invitation, say) sits down again as they stood up.
      if (current.current !== null) handOver(current.current);
    };
  }, [setSeat]);
}

/** Once more after what may pass: not after a refusal, which stays one. */
function again(times: number, error: unknown): boolean {
  return times < 1 && !(error instanceof Problem && error.status < 500);
}

/** Everything of one person in one organisation: made anew for another. */
function AtWork({ seat, setSeat }: { seat: Seat; setSeat: (seat: Seat | null) => void }) {
  const [me, setMe] = useState<Me>(seat.me);
  const queries = useMemo(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: again, networkMode: "always" } } }),
    [],
  );
  const know = useCallback((next: Me) => {
    keepMe(next);
    setMe(next);
  }, []);
  const place = useMemo(
    () => ({ live: seat.live, me, change: setSeat, setMe: know }),
    [seat.live, me, setSeat, know],
  ) satisfies Place;
  return (
    <QueryClientProvider client={queries}>
      <SeatProvider place={place}>
        <MyRights />
        <Shell />
      </SeatProvider>
    </QueryClientProvider>
  );
}

/** With each connection: what could not be read without one, and what one may do; that also when the server says that it changed. */
function MyRights() {
  const { live, me, setMe, change } = useSeat();
  const queries = useQueryClient();
  const { status } = useReadable(live.state);
  const connected = status === "live" || status === "polling";
  const known = useRef(me);
  useEffect(() => {
    known.current = me;
  }, [me]);
  useEffect(() => {
    if (!connected) return;
    let here = true;
    const ask = async () => {
      const { data } = await live.request<Me>("GET", "/api/auth/me");
      if (!here || JSON.stringify(data) === JSON.stringify(known.current)) return;
      if (data.id === known.current.id && data.organisation.id === known.current.organisation.id) setMe(data);
      else {
        // The cookies are of another session than the one that sat down here.
        live.close();
        change(await sitDown(data));
      }
    };
    // What a screen asked for while there was none.
    void queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
    // What one knew is good enough until the next connection.
    const read = () => void ask().catch(() => undefined);
    read();
    const deaf = live.on("permissions_changed", read);
    return () => {
      here = false;
      deaf();
    };
  }, [live, connected, setMe, change, queries]);
  return null;
}
