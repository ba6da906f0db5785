import { Buffer } from 'node:buffer';

/** A service that Avahi resolved. */
export interface AvahiService {
  readonly interface: string;
  readonly protocol: 'IPv4' | 'IPv6';
  readonly instance: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The strings of its TXT record, in no certain order. */
  readonly txt: readonly string[];
}

/** Reads the resolved services (lines beginning with `=`) of `avahi-browse --resolve --parsable`. */
export function parseAvahiBrowse(output: string): AvahiService[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('='))
    .map((line) => {
      const [, link = '', protocol, instance = '', , , host = '', address = '', port, ...txt] =
        line.split(';');
      return {
        interface: link,
        protocol: protocol === 'IPv6' ? 'IPv6' : 'IPv4',
        instance: plain(instance),
        host,
        address,
        port: Number(port),
        txt: [...txt.join(';').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
          plain(text),
        ),
      };
    });
}

/** Avahi writes bytes that may confuse a reader as a backslash and three decimal digits. */
function plain(text: string): string {
  return text
    .replace(/(?:\\\d{3})+/g, (codes) =>
      Buffer.from(codes.slice(1).split('\\').map(Number)).toString('utf8'),
    )
    .replace(/\\(.)/g, '$1');
}
