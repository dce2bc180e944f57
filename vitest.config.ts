import {defineConfig} from 'vitest/config'

/** A machine has one cron daemon: what needs it, and what needs that there is none, come one after the other, with hundreds of processes that edit one crontab. */
const alone = ['test/host/cron/{crontab,daemon,faults,no-cron,root}.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'beside',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, '**/node_modules/**'],
          maxWorkers: 2,
          sequence: {groupOrder: 0},
        },
      },
      {
        extends: true,
        test: {name: 'alone', include: alone, maxWorkers: 1, sequence: {groupOrder: 1}},
      },
    ],
    disableConsoleIntercept: true,
    globalSetup: ['test/terminal/built.ts'],
    // A slow machine only takes longer: a hang costs minutes, not a verdict.
    expect: {poll: {timeout: 20_000}},
    testTimeout: 240_000,
    hookTimeout: 300_000,
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary', 'json'],
      thresholds: {
        // 90 % of all lines, those of built programs among them: scripts/lines-covered.ts, which .ci/run asks.
        'src/rbac/**': {lines: 100},
        'src/manifest/**': {lines: 100},
        'src/outcomes.ts': {lines: 100},
        'src/host/{call,corridor}.ts': {lines: 100},
      },
    },
  },
})
