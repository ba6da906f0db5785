import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import type { DataFolder } from './data-folder.ts';
import type { JsonFile } from './json-file.ts';

const notificationsSchema = z.object({ isMuted: z.boolean() });
type Notifications = z.infer<typeof notificationsSchema>;

/** Whether the user wants to be told of news; kept on disk. */
export class NotificationSettings {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<Notifications>;

  private constructor(file: JsonFile<Notifications>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<NotificationSettings> {
    const initial = EMPTY_STATE.notifications;
    return new NotificationSettings(
      await folder.openRecord('notifications.json', notificationsSchema, initial),
    );
  }

  get value(): Notifications {
    return this.#file.value;
  }

  async set(wanted: Notifications): Promise<void> {
    await this.#file.update(() => wanted);
    this.events.emit('changed');
  }
}
