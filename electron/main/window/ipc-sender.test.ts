import { expect, test } from 'vitest';
import { isOwnPage, type Sender } from './ipc-sender.ts';

const own = { sender: { id: 7 }, senderFrame: { url: 'shoal://app/', parent: null } };

test('our own page is heard', () => {
  expect(isOwnPage(own, 7)).toBe(true);
});

test.each<[string, Sender]>([
  ['another window', { ...own, sender: { id: 8 } }],
  ['a frame inside the page', { ...own, senderFrame: { ...own.senderFrame, parent: {} } }],
  ['a frame that is gone', { ...own, senderFrame: null }],
])('%s is not', (_who, event) => {
  expect(isOwnPage(event, 7)).toBe(false);
});

test.each([
  'https://app/',
  'shoal://evil/',
  'shoal://app.evil/',
  'file:///app/',
  'about:blank',
  '',
])('a page at %j is not', (url) => {
  expect(isOwnPage({ ...own, senderFrame: { url, parent: null } }, 7)).toBe(false);
});
