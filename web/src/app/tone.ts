/** A short tone of two notes, made here: nothing to download, nothing to licence. */

let context: AudioContext | null = null;

/** Browsers let a page sound once somebody has touched it; before that it stays silent. */
export function playTone(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  const { currentTime: now, destination } = context;
  for (const [hertz, after] of [
    [659.25, 0],
    [880, 0.11],
  ] as const) {
    const note = context.createOscillator();
    const loudness = context.createGain();
    note.type = "sine";
    note.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, now + after);
    loudness.gain.exponentialRampToValueAtTime(0.09, now + after + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, now + after + 0.28);
    note.connect(loudness).connect(destination);
    note.start(now + after);
    note.stop(now + after + 0.3);
  }
}
