import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/styles/tokens.css';
import './app/styles/base.css';
import { resumeOutbox } from './apollo/resumeOutbox';
import { keepSessionAlive } from './features/account/sessionRenewal';

keepSessionAlive();
resumeOutbox();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
