/**
 * TCP's own probes (RFC 9293, section 3.8.4): the system sends them while a connection is quiet, and no
 * program wakes up for it. The first goes out after this long, in milliseconds. After ten of them without
 * an answer, a second apart as Node.js sets it on every system, the connection ends: a host that is gone
 * is noticed after 13 s.
 */
export const KEEP_ALIVE_DELAY = 3_000;
