import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { SECURITY_HEADERS } from '../../../host/ui-files/security-headers.ts';
import type { UiFiles } from '../../../host/ui-files/ui-files.ts';
import { isUiUrl, UI_SCHEME } from '../../ui-address.ts';

/** Answers the page's requests from the built UI, under the same policy as the local web server. */
export function serveUi(files: UiFiles): void {
  protocol.handle(UI_SCHEME, async (request) => {
    const found = isUiUrl(request.url) ? files.get(new URL(request.url).pathname) : undefined;
    if (found === undefined) {
      return new Response('There is nothing here.', { status: 404, headers: SECURITY_HEADERS });
    }
    const content = new Uint8Array(await readFile(found.file));
    return new Response(content, {
      headers: { ...SECURITY_HEADERS, 'content-type': found.contentType },
    });
  });
}
