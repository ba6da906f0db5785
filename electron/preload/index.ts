import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ShoalBridge } from '../../shared/api/bridge.ts';
import { IPC } from '../ipc-channels.ts';

const waiting: unknown[] = [];
let deliver = (message: unknown): void => {
  waiting.push(message);
};

ipcRenderer.on(IPC.message, (_event, message: unknown) => deliver(message));

const bridge: ShoalBridge = {
  send: (message) => ipcRenderer.send(IPC.message, message),
  onMessage: (listener) => {
    deliver = listener;
    for (const message of waiting.splice(0)) listener(message);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('shoal', bridge);
ipcRenderer.send(IPC.hello);
