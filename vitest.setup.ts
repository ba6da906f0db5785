import { vi } from 'vitest';

/** In milliseconds: on a busy machine a second, which is what Vitest allows, is nothing. */
const WAIT = { timeout: 30_000, interval: 100 };

const { waitFor, waitUntil } = vi;
vi.waitFor = (check, options = WAIT) => waitFor(check, options);
vi.waitUntil = (check, options = WAIT) => waitUntil(check, options);
