/** How git itself would reach an address (git-clone(1), "GIT URLS"). */
export type Route =
  /** git has a program for it: `git remote-<scheme>`. */
  | { readonly kind: 'helper'; readonly scheme: string }
  | { readonly kind: 'path'; readonly scheme: 'file'; readonly path: string }
  | {
      readonly kind: 'ssh';
      readonly scheme: 'ssh';
      readonly host: string;
      readonly port: string | null;
      readonly path: string;
    }
  | {
      readonly kind: 'daemon';
      readonly scheme: 'git';
      readonly host: string;
      readonly port: string | null;
      readonly path: string;
    };

const SSH = new Set(['ssh', 'git+ssh', 'ssh+git']);
/** A drive letter, on Windows alone. */
const DRIVE = /^[a-z]:/i;

export function routeOf(url: string, platform: NodeJS.Platform = process.platform): Route {
  const uri = /^([a-z0-9][a-z0-9+.-]*):\/\/(.*)$/is.exec(url);
  if (uri === null) return scpOrPath(url, platform);
  const [, scheme = '', rest = ''] = uri;
  if (scheme === 'file') return { kind: 'path', scheme, path: decode(rest) };
  if (!SSH.has(scheme) && scheme !== 'git') return { kind: 'helper', scheme };
  const slash = rest.indexOf('/');
  const authority = decode(slash === -1 ? rest : rest.slice(0, slash));
  const path = slash === -1 ? '' : decode(rest.slice(slash));
  const at = { ...hostAndPort(authority), path: path.startsWith('/~') ? path.slice(1) : path };
  return scheme === 'git'
    ? { kind: 'daemon', scheme, ...at }
    : { kind: 'ssh', scheme: 'ssh', ...at };
}

/** `host:path` is ssh's, unless a slash stands before the colon. */
function scpOrPath(url: string, platform: NodeJS.Platform): Route {
  const bracketed = /^((?:[^/:]*@)?\[[^\]/]*\]):(.*)$/s.exec(url);
  const colon = url.indexOf(':');
  const slash = url.indexOf('/');
  const isLocal = colon === -1 || (slash !== -1 && slash < colon);
  if (bracketed === null && (isLocal || (platform === 'win32' && DRIVE.test(url)))) {
    return { kind: 'path', scheme: 'file', path: url };
  }
  const host = bracketed?.[1] ?? url.slice(0, colon);
  const path = bracketed?.[2] ?? url.slice(colon + 1);
  const at = bracketed === null ? { host, port: null } : hostAndPort(inBrackets(host));
  return { kind: 'ssh', scheme: 'ssh', ...at, path: path.startsWith('/~') ? path.slice(1) : path };
}

/** `[host:port]` of an scp-like address is `host:port`; `[::1]` stays. */
function inBrackets(host: string): string {
  const inner = /^([^[]*)\[([^\]]*)\]$/.exec(host);
  const [, user = '', name = ''] = inner ?? [];
  return name.split(':').length > 2 ? host : `${user}${name}`;
}

function hostAndPort(authority: string): { host: string; port: string | null } {
  const v6 = /^((?:[^@]*@)?)\[([^\]]+)\](?::(\d+))?$/.exec(authority);
  if (v6 !== null) return { host: `${v6[1]}${v6[2]}`, port: v6[3] ?? null };
  const plain = /^(.*):(\d*)$/s.exec(authority);
  if (plain === null) return { host: authority, port: null };
  return { host: plain[1] ?? '', port: plain[2] || null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
