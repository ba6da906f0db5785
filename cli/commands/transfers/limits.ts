import type { Command } from 'commander';
import type { RateLimits } from '../../../shared/api/state.ts';
import { formatRate, InvalidRateError, parseRate } from '../../../shared/domain/rate-limit.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { Surroundings } from '../../surroundings.ts';

const FIELDS = ['upload', 'uploadPerPeer', 'download', 'downloadPerPeer'] as const;
type Field = (typeof FIELDS)[number];

type Options = CommonOptions & { readonly [field in Field]?: string };

const FLAGS: Readonly<Record<Field, string>> = {
  upload: '--upload',
  uploadPerPeer: '--upload-per-peer',
  download: '--download',
  downloadPerPeer: '--download-per-peer',
};

export function limitsCommand(around: Surroundings): Command {
  return shoalCommand('limits', 'Show or change how fast bytes may move, in MB a second')
    .option('--upload <mb>', 'to all teammates together; 0 or off for no limit')
    .option('--upload-per-peer <mb>', 'to each teammate')
    .option('--download <mb>', 'from all teammates together')
    .option('--download-per-peer <mb>', 'from each teammate')
    .action((options: Options) =>
      withNode(options, async (node) => {
        const typed = typedLimits(options);
        const limits = { ...node.state.limits, ...typed };
        if (Object.keys(typed).length > 0) await node.call('limits.set', limits);
        print(around, options, { limits }, () => limitWords(limits));
      }),
    );
}

function typedLimits(options: Options): Partial<RateLimits> {
  const typed = FIELDS.flatMap((field) => {
    const text = options[field];
    return text === undefined ? [] : [[field, rateOf(text, FLAGS[field])] as const];
  });
  return Object.fromEntries(typed);
}

function rateOf(text: string, flag: string): number | null {
  if (text === 'off' || /^0+$/.test(text)) return null;
  try {
    return parseRate(text);
  } catch (error) {
    if (error instanceof InvalidRateError) throw new UsageError(`${flag}: ${error.message}`);
    throw error;
  }
}

function limitWords({ upload, uploadPerPeer, download, downloadPerPeer }: RateLimits): string[] {
  return [
    `Upload    ${words(upload)} in all, ${words(uploadPerPeer)} to each teammate`,
    `Download  ${words(download)} in all, ${words(downloadPerPeer)} from each teammate`,
  ];
}

function words(rate: number | null): string {
  return rate === null ? 'no limit' : `${formatRate(rate)} MB/s`;
}
