import type { Role } from '../../gtp/push.ts';
import { listed } from './listed.ts';

/** `owner`, `maintainer of main and release/*`, `contributor` */
export function roleWords(role: Role): string {
  if (role.role !== 'maintainer') return role.role;
  const names = role.patterns.map(({ refs, rewinds }) => {
    const name = refs.replace(/^refs\/heads\//, '').replace(/^refs\/tags\//, 'tags/');
    return rewinds === true ? `${name} (may force-push)` : name;
  });
  return `maintainer of ${listed(names)}`;
}
