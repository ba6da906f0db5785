import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { awaited } from '../../../engine/testing/awaited.ts';
import { openOnLinkSocket } from './on-link-socket.ts';

const loopback = {
  name: 'lo',
  ipv4: '127.0.0.1',
  addresses: ['127.0.0.1'],
  subnets: ['127.0.0.1/8'],
  zone: null,
  index: null,
};

it('passes on what a neighbour sent, and drops what comes from elsewhere', async () => {
  const here = openOnLinkSocket(loopback);
  const elsewhere = openOnLinkSocket({ ...loopback, subnets: ['10.0.0.1/24'] });
  const sender = createSocket('udp4');
  try {
    const heard: string[] = [];
    here.on('message', (text) => heard.push(`here: ${text}`));
    elsewhere.on('message', (text) => heard.push(`elsewhere: ${text}`));
    for (const socket of [elsewhere, here]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
    sender.send('hello', elsewhere.address().port, '127.0.0.1');
    sender.send('hello', here.address().port, '127.0.0.1');
    await awaited(once(here, 'message'), 'a message has come');
    // Both were sent before; a turn of the event loop delivers what else has arrived.
    await sleep(50);
    expect(heard).toEqual(['here: hello']);
  } finally {
    for (const socket of [here, elsewhere, sender]) socket.close();
  }
});
