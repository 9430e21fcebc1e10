export { type DemoCompany, type DemoRequest, generateDemoCompany } from './company.ts';
