/** How much of an id is shown, and of a peer's used in host names: 8 characters, 40 bits. */
const SHORT_ID_LENGTH = 8;

/** @param id of a peer, a swarm or a transfer */
export function shortId(id: string): string {
  return id.slice(0, SHORT_ID_LENGTH);
}
