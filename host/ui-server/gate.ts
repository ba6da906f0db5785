import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What of a request decides whether it may pass. */
export interface Knock {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

export type Admission =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'rpc' }
  /** The address with the token was opened: hand out the cookie, and drop the token from view. */
  | { readonly kind: 'enter'; readonly cookie: string }
  | { readonly kind: 'refused'; readonly status: number; readonly sentence: string };

const BASE = 'http://127.0.0.1';

/**
 * Decides who may use the UI of a headless node: a browser of this user's that was given the token,
 * on a page of this very server. Other websites are kept out by Origin and SameSite, names that
 * were made to point here (DNS rebinding) by Host, other users of the machine by the token.
 */
export class Gate {
  readonly #port: number;
  readonly #token = randomBytes(24).toString('base64url');

  constructor(port: number) {
    this.#port = port;
  }

  get origin(): string {
    return `${BASE}:${this.#port}`;
  }

  /** What the user opens first. */
  get address(): string {
    return `${this.origin}/?token=${this.#token}`;
  }

  /** For a page or file. */
  admit(knock: Knock): Admission {
    const stranger = this.#refuseStranger(knock, knock.origin === undefined);
    if (stranger !== null) return stranger;
    if (knock.method !== 'GET' && knock.method !== 'HEAD') {
      return refused(405, 'Only GET is answered here.');
    }
    const url = parse(knock.url);
    if (url === null) return refused(400, 'This is not an address.');
    const token = url.searchParams.get('token');
    if (token !== null && url.pathname === '/' && this.#isToken(token)) {
      const cookie = `${this.#cookieName}=${this.#token}; Path=/; HttpOnly; SameSite=Strict`;
      return { kind: 'enter', cookie };
    }
    return this.#hasCookie(knock) ? { kind: 'file', path: url.pathname } : NOT_ENTERED;
  }

  /** For the WebSocket; browsers always say which page opens one (RFC 6455, 4.1), so it must. */
  admitSocket(knock: Knock): Admission {
    const stranger = this.#refuseStranger(knock, false);
    if (stranger !== null) return stranger;
    if (parse(knock.url)?.pathname !== '/rpc') return refused(404, 'There is nothing here.');
    return this.#hasCookie(knock) ? { kind: 'rpc' } : NOT_ENTERED;
  }

  #refuseStranger({ host, origin }: Knock, originOptional: boolean): Admission | null {
    if (host !== `127.0.0.1:${this.#port}`) {
      return refused(421, `This server answers only at ${this.origin}.`);
    }
    if (!originOptional && origin !== this.origin) {
      return refused(403, 'Another website may not talk to Shoal.');
    }
    return null;
  }

  /** Cookies ignore ports (RFC 6265, 8.5), so the port is in the name. */
  get #cookieName(): string {
    return `shoal-${this.#port}`;
  }

  #hasCookie({ cookie }: Knock): boolean {
    const prefix = `${this.#cookieName}=`;
    return (cookie ?? '')
      .split(/; */)
      .some((pair) => pair.startsWith(prefix) && this.#isToken(pair.slice(prefix.length)));
  }

  #isToken(text: string): boolean {
    return timingSafeEqual(sha256(text), sha256(this.#token));
  }
}

const NOT_ENTERED = refused(
  401,
  'Open the address that `shoal serve --ui` printed, with its token.',
);

function refused(status: number, sentence: string): Admission {
  return { kind: 'refused', status, sentence };
}

function parse(url: string | undefined): URL | null {
  // Joined, not resolved: `//evil` is a path here, and no other host.
  return url?.startsWith('/') && URL.canParse(BASE + url) ? new URL(BASE + url) : null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
