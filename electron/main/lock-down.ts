import { app, session, shell } from 'electron';
import { isUiUrl } from '../ui-address.ts';

/**
 * The app shows its own page and nothing else, and that page may do no more than a page needs.
 * @param isOwnPage whether an address is one of Shoal's own on the web, which a browser may open
 */
export function lockDown(isOwnPage: (address: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (isOwnPage(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => event.preventDefault());
  });
  // The camera's picture, for a teammate's code, and all of the screen, for a projector, are all it may ask for.
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? details.mediaTypes : [];
    const isPicture = types?.length === 1 && types[0] === 'video';
    const isWanted = permission === 'fullscreen' || (permission === 'media' && isPicture);
    answer(isWanted && isUiUrl(details.requestingUrl));
  });
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, _origin, details) =>
      permission === 'media' &&
      details.mediaType === 'video' &&
      isUiUrl(details.requestingUrl ?? ''),
  );
}
