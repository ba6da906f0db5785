import { t } from '../../texts/texts.ts';
import type { LeftOut, TheirLeftOut, TheirListLeftOut } from '../left-out.ts';
import { listed } from './listed.ts';

/** What of mine is not told to others, and why, as a sentence. */
export function leftOutWords({ reason, count: n, examples }: LeftOut): string {
  const others = n - examples.length;
  const some = others > 0 && examples.length > 0 ? [...examples, t.counts.more(others)] : examples;
  return t.leftOut.own[reason](n, listed(some));
}

/** What of a teammate's does not come, as sentences. */
export function theirLeftOutWords({ forRoom, forName }: TheirLeftOut, name: string): string[] {
  return [
    ...(forRoom > 0 ? [t.leftOut.theirsForRoom(name, forRoom)] : []),
    ...(forName > 0 ? [t.leftOut.theirsForName(name, forName)] : []),
  ];
}

/** What a teammate's list as a whole leaves out, as a sentence. */
export function theirListLeftOutWords(
  { repositories, vouches }: TheirListLeftOut,
  name: string,
): string {
  const all = [
    ...(repositories > 0 ? [t.leftOut.repositories(repositories)] : []),
    ...(vouches > 0 ? [t.leftOut.vouchedFor(vouches, name)] : []),
  ];
  return t.leftOut.theirListIsFull(name, listed(all), repositories + vouches);
}

/** For how many of those I vouch for others do not hear of it. */
export function vouchesLeftOutWords(n: number): string {
  return t.leftOut.vouches(n);
}

/** Of how many teammates that I trust others do not hear through me. */
export function relayedLeftOutWords(n: number): string {
  return t.leftOut.relayed(n);
}
