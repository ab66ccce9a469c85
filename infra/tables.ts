// The things with state, alone: twelve tables, paid by request, that can be brought back to any second of five weeks.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLES, type TableKeys, type TableName } from '#adapters/aws/tables';
import type { Stage } from './stages.ts';

type Shape = { readonly keys: TableKeys; readonly expires?: string };

export class Tables extends Construct {
  readonly customers: TableV2;
  readonly enrollments: TableV2;
  readonly journal: TableV2;
  readonly sequences: TableV2;
  readonly incentives: TableV2;
  readonly figures: TableV2;
  readonly models: TableV2;
  readonly intake: TableV2;
  readonly contacts: TableV2;
  readonly consents: TableV2;
  readonly receipts: TableV2;
  readonly reputation: TableV2;
  readonly all: readonly TableV2[];

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const keep = stage.data === 'keep';
    const table = (name: TableName): TableV2 => {
      const { keys, expires }: Shape = TABLES[name];
      const [partition, sort] = keys.map((key) => ({
        name: key.name,
        type: key.type === 'S' ? AttributeType.STRING : AttributeType.NUMBER,
      }));
      if (partition === undefined) throw new Error(`the table ${name} has no key; see adapters/aws/tables.ts`);
      return new TableV2(this, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
        partitionKey: partition,
        ...(sort === undefined ? {} : { sortKey: sort }),
        ...(expires === undefined ? {} : { timeToLiveAttribute: expires }),
        billing: Billing.onDemand(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: keep,
        removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
    };
    this.customers = table('customers');
    this.enrollments = table('enrollments');
    this.journal = table('journal');
    this.sequences = table('sequences');
    this.incentives = table('incentives');
    this.figures = table('figures');
    this.models = table('models');
    this.intake = table('intake');
    this.contacts = table('contacts');
    this.consents = table('consents');
    this.receipts = table('receipts');
    this.reputation = table('reputation');
    const { customers, enrollments, journal, sequences, incentives, figures, models, intake } = this;
    const { contacts, consents, receipts, reputation } = this;
    this.all = [customers, enrollments, journal, sequences, incentives, figures, models, intake].concat(
      contacts,
      consents,
      receipts,
      reputation,
    );
  }
}
