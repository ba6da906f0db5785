import { benchClone } from './clone.ts';
import { benchDiscovery } from './discovery.ts';
import { type BenchOptions, parseCall, USAGE } from './options.ts';
import { asTable, type Report, type Say } from './report.ts';

const BENCHMARKS: Readonly<Record<string, (options: BenchOptions, say: Say) => Promise<Report>>> = {
  clone: benchClone,
  discovery: benchDiscovery,
};

async function main(): Promise<void> {
  const call = parseCall(process.argv.slice(2));
  const benchmark = BENCHMARKS[call.name];
  if (benchmark === undefined) {
    throw new Error(`${USAGE}\nNAME is one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  }
  const report = await benchmark(call, (what) => process.stderr.write(`${what}\n`));
  process.stdout.write(`${call.json ? JSON.stringify(report) : asTable(report)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
