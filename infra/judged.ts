// Who judges the stacks before they leave? cdk-nag's rules for AWS solutions and for serverless ones: a finding ends the
// synthesis, unless it is acknowledged with a reason where it stands.
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/** The app, with its judges. */
export function judged(app: App): App {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
