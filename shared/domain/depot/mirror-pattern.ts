import picomatch from 'picomatch';
import { type PeerId, peerIdSchema } from '../../ids.ts';

/** Which of the projects nearby a depot keeps: those of a name, of a person, or both. */
interface MirrorPattern {
  /** A peer's id or the name of a trusted one; null for anybody. */
  readonly person: string | null;
  /** A glob on the project's name. */
  readonly project: string;
}

/** Somebody's copy, as far as patterns are concerned. */
export interface OfferedCopy {
  readonly peer: PeerId;
  readonly peerName: string;
  readonly isTrusted: boolean;
  /** Of the project. */
  readonly name: string;
}

/** `api-*`, `anna/*`, `anna/map`, `*`; a person alone is written `anna/`. */
function parseMirrorPattern(text: string): MirrorPattern {
  const slash = text.indexOf('/');
  if (slash < 0) return { person: null, project: text };
  return { person: text.slice(0, slash), project: text.slice(slash + 1) || '*' };
}

/** Tells which copies are meant. A name is anybody's to take: it counts only where its peer is trusted. */
export function mirrorChooser(patterns: readonly string[]): (copy: OfferedCopy) => boolean {
  const choosers = patterns.map(parseMirrorPattern).map(({ person, project }) => {
    const isNamed = picomatch(flat(project), { dot: true, windows: false });
    return (copy: OfferedCopy) =>
      (person === null || isPerson(person, copy)) && isNamed(flat(copy.name));
  });
  return (copy) => choosers.some((chooses) => chooses(copy));
}

function isPerson(typed: string, { peer, peerName, isTrusted }: OfferedCopy): boolean {
  if (peerIdSchema.safeParse(typed).success) return typed === peer;
  return isTrusted && typed.toLowerCase() === peerName.toLowerCase();
}

/** A project's name is one word to a glob, whatever is in it. */
function flat(name: string): string {
  return name.replaceAll('/', '\u2215');
}
