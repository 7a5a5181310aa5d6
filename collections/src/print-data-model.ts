import { dataModel } from './data-model';
import config from './payload.config';

process.stdout.write(dataModel(await config));
