import { protocol } from 'electron';
import { UI_SCHEME } from '../ui-address.ts';

/** Makes pages of our own protocol a secure origin with standard addresses. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: UI_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}
