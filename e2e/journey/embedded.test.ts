import { describeNeeds } from '../servers';
import { startEmbedded } from '../topology';
import { journey } from './journey';

describeNeeds('chromium', 'the first hour, in one process on SQLite', () => {
  journey(async (dir) => {
    const server = await startEmbedded({ dir });
    return {
      origin: server.origin,
      chatServers: 1,
      serverOf: () => server,
      stop: () => server.stop(),
    };
  });
});
