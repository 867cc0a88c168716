/** Of vite.config.ts: names the shape of the rows that this build knows. */
declare const __ROWS_VERSION__: string;
