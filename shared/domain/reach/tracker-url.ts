const LONGEST = 500;

/** Whether a tracker can be asked there: a page on the web, without a password and in one word. */
export function isTrackerUrl(text: string): boolean {
  if (text.length > LONGEST || !/^https?:\/\/[!-~]+$/i.test(text) || text.includes(','))
    return false;
  try {
    const { username, password, hash } = new URL(text);
    return username === '' && password === '' && hash === '';
  } catch {
    return false;
  }
}
