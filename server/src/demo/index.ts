export { type DemoCompany, generateDemoCompany } from './company.ts';
