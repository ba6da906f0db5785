/** The application protocol (ALPN, RFC 7301) of a connection for bulk: who does not know it refuses it. */
export const BULK_PROTOCOL = 'gtp2-bulk';
