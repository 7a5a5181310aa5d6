import { describeNeeds } from '../servers';
import { startTopology, topologyNeeds } from '../topology';
import { journey } from './journey';

describeNeeds(
  ['chromium', ...topologyNeeds],
  'the first hour, on MongoDB and Redis with two chat-servers behind nginx',
  () => {
    journey(async (dir) => {
      const topology = await startTopology({ dir });
      return {
        origin: topology.origin,
        chatServers: topology.chat.length,
        serverOf: ({ servedBy }) => topology.chatServerOf(servedBy),
        stop: () => topology.stop(),
      };
    });
  },
);
