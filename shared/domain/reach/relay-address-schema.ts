import { z } from 'zod';
import { peerIdSchema } from '../../ids.ts';
import { HIGHEST_PORT } from '../endpoint-bounds.ts';
import { RELAY_HOST } from './relay-address.ts';

/** A relay, as others tell of it. */
export const relayAddressSchema = z.object({
  id: peerIdSchema,
  host: z.string().regex(RELAY_HOST),
  port: z.int().min(1).max(HIGHEST_PORT),
});
