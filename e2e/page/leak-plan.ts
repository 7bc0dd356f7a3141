/** The leak of the shipped recording, its plan, and how a dialog of the page is spoken to. */
import type { Page } from '@playwright/test';
import { recordedStack } from './pretended-host.ts';

export const stack = recordedStack();
const snapshot = stack.devices.find(({ name }) => name === 'vm--volumes-snap--docker2.example.com--volumes');
export const device = { identity: snapshot?.identity ?? '' };
export const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';
export const FREE = `?plan=${encodeURIComponent(`free:${device.identity}`)}`;

export const dialog = (page: Page) => page.getByRole('dialog');
export const steps = (page: Page) => dialog(page).getByRole('list', { name: 'Steps' }).getByRole('listitem');
export const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });
