import { benchBytes } from './bytes.ts';
import { benchClone } from './clone.ts';
import { benchCrowd } from './crowd.ts';
import { benchDepot } from './depot.ts';
import { benchDiffView } from './diff-view.ts';
import { benchDiscovery } from './discovery.ts';
import { benchIdle } from './idle.ts';
import { benchLatency } from './latency.ts';
import { benchMemory } from './memory.ts';
import { benchMirror } from './mirror.ts';
import { benchMulti } from './multi.ts';
import { benchNothingNew } from './nothing-new.ts';
import { benchOffice } from './office.ts';
import { benchRelay } from './relay.ts';
import { benchResume } from './resume.ts';
import { benchScale } from './scale.ts';
import { benchSimulation } from './simulation.ts';
import { benchSoak } from './soak.ts';
import { type BenchOptions, parseCall, USAGE } from './support/options.ts';
import { asJson, asTable, type Report, type Say } from './support/report.ts';
import { Scope } from './support/scope.ts';
import { benchTracker } from './tracker.ts';

type Benchmark = (options: BenchOptions, say: Say, scope: Scope) => Promise<Report>;

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  bytes: benchBytes,
  clone: benchClone,
  crowd: benchCrowd,
  depot: benchDepot,
  'diff-view': benchDiffView,
  discovery: benchDiscovery,
  idle: benchIdle,
  latency: benchLatency,
  memory: benchMemory,
  mirror: benchMirror,
  multi: benchMulti,
  'nothing-new': benchNothingNew,
  office: benchOffice,
  relay: benchRelay,
  resume: benchResume,
  scale: benchScale,
  simulation: benchSimulation,
  soak: benchSoak,
  tracker: benchTracker,
};

async function main(): Promise<void> {
  const call = parseCall(process.argv.slice(2));
  const benchmark = BENCHMARKS[call.name];
  if (benchmark === undefined) {
    throw new Error(`${USAGE}\nNAME is one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  }
  const scope = new Scope();
  endOnSignal(scope);
  try {
    const report = await benchmark(call, (what) => process.stderr.write(`${what}\n`), scope);
    process.stdout.write(`${call.json ? asJson(report) : asTable(report)}\n`);
  } finally {
    await scope[Symbol.asyncDispose]();
  }
}

/** Nothing that was started outlives this process; what waits for it fails, which ends the rest. */
function endOnSignal(scope: Scope): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      const exit = () => process.exit(130);
      scope[Symbol.asyncDispose]().then(exit, exit);
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
