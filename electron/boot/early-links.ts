import { app } from 'electron';

/** Hears of links from the first moment: macOS tells the one that it starts the app for before anything else. */
export function collectLinks(): (listener: (link: string) => void) => void {
  const early: string[] = [];
  let deliver = (link: string): void => void early.push(link);
  app.on('open-url', (event, link) => {
    event.preventDefault();
    deliver(link);
  });
  return (listener) => {
    deliver = listener;
    for (const link of early.splice(0)) listener(link);
  };
}
