import { ApolloProvider } from '@apollo/client/react';
import { useChatServices } from '../../apollo/chatServices';
import { RandomChat } from './RandomChat';
import { useRandomMatch } from './useRandomMatch';

export default function RandomPage() {
  const { apollo } = useChatServices();
  return (
    <ApolloProvider client={apollo}>
      <RandomChat {...useRandomMatch()} />
    </ApolloProvider>
  );
}
