import { ContentStage } from './content.stage.js';

export const subjectsProviders = [ContentStage];
