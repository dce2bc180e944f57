import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    disableConsoleIntercept: true,
    globalSetup: ['test/terminal/built.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: {
        lines: 90,
        'src/rbac/**': {lines: 100},
        'src/manifest/**': {lines: 100},
        'src/outcomes.ts': {lines: 100},
        'src/host/call.ts': {lines: 100},
      },
    },
  },
})
