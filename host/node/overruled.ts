import type { SettingKey } from '../../shared/settings/settings.ts';

interface Given {
  readonly interfaces: readonly string[] | 'as-set' | null;
  readonly listen: { readonly port: number | null };
}

/** The command line has the last word, for this run. */
export function overruledBy({ interfaces, listen }: Given): SettingKey[] {
  return [
    ...(interfaces === 'as-set' ? [] : (['interfaces'] as const)),
    ...(listen.port === null ? [] : (['port'] as const)),
  ];
}
