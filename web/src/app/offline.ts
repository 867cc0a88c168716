/** The app opens without a network: its files are kept by the service worker (src/sw/worker.ts). */

/** At the start, once the first screen has what it needs. Where there is no service worker, everything works online. */
export function startOfflineShell(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
