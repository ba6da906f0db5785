import 'vscode-jsonrpc/browser';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ShoalBridge } from '../shared/api/bridge.ts';
import { App } from './app/app.tsx';
import { createShoal } from './app/create-shoal.ts';
import { bridgeChannel } from './connection/bridge-channel.ts';
import { Session } from './connection/session.ts';
import { rpcUrl, webSocketChannel } from './connection/web-socket-channel.ts';
import { applyLanguage, storedLanguage } from './state/language.ts';
import { applyTheme, storedTheme } from './state/theme.ts';

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly shoal?: ShoalBridge;
  }
}

applyTheme(storedTheme());
applyLanguage(storedLanguage());

const bridge = window.shoal;
const shoal = createShoal(
  (app, listener) =>
    new Session(
      bridge === undefined
        ? (signal) => webSocketChannel(rpcUrl(location), signal)
        : async () => bridgeChannel(bridge),
      app,
      listener,
    ),
  { pathOf: bridge && ((file) => bridge.pathOf(file)) },
);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <App shoal={shoal} />
  </StrictMode>,
);
