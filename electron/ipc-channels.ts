/** The only two names that main process and page use between them. */
export const IPC = {
  /** A page has loaded: whatever was said before was said to another one. */
  hello: 'shoal:hello',
  message: 'shoal:message',
} as const;
