import type { ViewerResolvers } from '../generated/resolvers';

export const Viewer: ViewerResolvers = {
  id: ({ userId }) => userId,
  roles: ({ roles }) => [...roles],
  isGuest: ({ roles }) => roles.includes('guest'),
};
