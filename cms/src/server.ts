// The process behind `npm start`, `npm run dev` (with --dev) and the cms container.
import process from 'node:process';

const dev = process.argv.includes('--dev');
const operatorEnvironment = { ...process.env };

// Next, React and Payload look at these while they are imported, hence before the import below.
// What the operator means by NODE_ENV is kept apart: it decides how strict the start is.
Object.assign(process.env, {
  NODE_ENV: dev ? 'development' : 'production',
  NEXT_TELEMETRY_DISABLED: '1',
});

const { main } = await import('./server/main');
await main({ operatorEnvironment, dev });
