/** The UI's own protocol: a secure origin without a port that others could reach. */
export const UI_SCHEME = 'shoal';
const UI_HOST = 'app';
export const UI_URL = `${UI_SCHEME}://${UI_HOST}/`;

/** Whether this is a page of ours. */
export function isUiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === `${UI_SCHEME}:` && url.host === UI_HOST;
}
