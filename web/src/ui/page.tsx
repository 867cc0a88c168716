/** The frame of a screen: its name, what can be done on it, and its content. */

import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { cx } from "./cx";
import { setPageTitle } from "./title";

interface PageProps {
  readonly title: string;
  /** Beside the title: a state, a count. */
  readonly beside?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** Where this thing belongs: `{ to: "/pedidos", label: "Pedidos" }`. */
  readonly back?: { readonly to: string; readonly label: string };
  /** `full`: as wide as the window (boards, wide tables). */
  readonly width?: "read" | "wide" | "full";
  readonly children: ReactNode;
}

/** Every screen begins at the same edge, however wide its content: nothing jumps from one to the next. */
const WIDTHS = { read: "max-w-7xl", wide: "max-w-7xl", full: "max-w-none" } as const;

export function Page({ title, beside, lead, actions, back, width = "wide", children }: PageProps) {
  useEffect(() => {
    setPageTitle(title);
  }, [title]);
  return (
    <div className={cx("mx-auto flex w-full min-w-0 grow flex-col px-4 py-4 sm:px-6 sm:py-5", WIDTHS[width])}>
      <div className={cx("flex min-w-0 grow flex-col gap-4", width === "read" && "max-w-4xl")}>
        <Head title={title} beside={beside} lead={lead} actions={actions} {...(back && { back })} />
        {children}
      </div>
    </div>
  );
}

function Head({ title, beside, lead, actions, back }: Omit<PageProps, "width" | "children">) {
  const told = lead && <div className="mt-1 text-soft">{lead}</div>;
  return (
    <header>
      {back && (
        <Link
          to={back.to}
          className="-ml-1 inline-flex items-center text-sm text-soft hover:text-ink pointer-coarse:-mt-2 pointer-coarse:min-h-11"
        >
          <ChevronLeft size={16} aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className={cx("grow sm:min-w-72 sm:basis-0", back ? "min-w-40 basis-0" : "min-w-0")}>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1
              tabIndex={-1}
              className={cx(
                "text-xl font-semibold tracking-tight text-balance outline-none",
                // Not known yet: its place is kept, and no dots flash in it.
                title === "…" && "text-transparent select-none",
              )}
            >
              {title}
            </h1>
            {beside}
          </div>
          {/* A thing's name is long, and what is told of it goes with it; a place's leaves room for what is done there. */}
          {back && told}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {!back && told}
    </header>
  );
}

/** A part of a screen on its own surface. */
export function Panel({
  title,
  actions,
  children,
  className,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={cx("rounded-lg border border-line bg-surface", className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5">
          <h2 className="min-w-40 grow basis-0 font-semibold">{title}</h2>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}
