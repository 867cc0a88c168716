// Made by `.venv/bin/python docs/write_types.py` from the application's OpenAPI document: do not edit.

/** A UUID. */
export type Id = string;

/** A day: 2026-01-15. */
export type Day = string;

/** A point in time: 2026-01-15T10:30:00Z. */
export type Moment = string;

export interface Address {
  street: string;
  number: string;
  complement: string;
  district: string;
  city: string;
  uf: string;
  cep: string;
}

export interface AlertPage {
  data: AlertView[];
  nextCursor: string | null;
}

export interface AlertRuleInput {
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  lastingS: number;
  clearThreshold: number;
  clearLastingS: number;
  severity: Severity;
  targets: string[];
  enabled?: boolean;
}

export interface AlertRuleView {
  id: Id;
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  lastingS: number;
  clearThreshold: number;
  clearLastingS: number;
  severity: Severity;
  targets: string[];
  enabled: boolean;
  openSince: Moment | null;
  version: number;
}

export interface AlertRules {
  data: AlertRuleView[];
  availableTargets: string[];
}

export interface AlertView {
  id: Id;
  ruleId: Id | null;
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  severity: Severity;
  openedAt: Moment;
  closedAt: Moment | null;
  value: number;
  peak: number;
}

/** On which side of the threshold trouble is. */
export type AlertsComparison = "above" | "below";

export interface AllOf {
  of: (Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf)[];
  op: "all";
}

export interface Answer {
  questionId: string;
  value: string | boolean | number | string[] | null;
  version: number;
  answeredBy: Ref | null;
  answeredAt: Moment;
}

export interface AnswerItemInput {
  itemId: Id;
  available?: boolean;
  /** Such as 38.9000. */
  unitPrice?: string;
  /** Such as 120.000. */
  quantity?: string | null;
  quantityReason?: string;
  /** Such as 5590.14. */
  discount?: string;
  /** Such as 5590.14. */
  freight?: string;
  /** Such as 5590.14. */
  taxes?: string;
  brand?: string;
  deliveryDays?: number | null;
  note?: string;
}

export interface AnswerLimits {
  quantityChangePercent: string;
  itemDiscountCapPercent: string;
  globalDiscountCapPercent: string;
}

export interface AnswerPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: AnswerRow[];
}

export interface AnswerRow {
  id: Id;
  briefingId: Id;
  questionId: string;
  value: string | boolean | number | string[] | null;
  version: number;
  answeredBy: Ref | null;
  answeredAt: Moment;
}

export interface Answered {
  question: string;
  op: "answered";
}

export interface Answers {
  data: Answer[];
  visible: string[];
  missing: string[];
  progress: number;
}

export interface AnyOf {
  of: (Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf)[];
  op: "any";
}

export interface Approval {
  name: string;
  /** Such as 529.982.247-25. */
  cpf: string;
  comment?: string;
}

export interface ApprovalPolicy {
  secondSignatureAbove: string;
  leastAnswers: number;
  quantityChangePercent: string;
  overDeliveryPercent: string;
  priceTolerancePercent: string;
  itemDiscountCapPercent: string;
  globalDiscountCapPercent: string;
  monthlyRatePercent: string;
  reminderHours: number;
  escalationHours: number;
  budget: BudgetRule;
  quotationDays: number;
}

export interface Approvals {
  requestId: Id;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  version: number;
  round: number;
  stage: "a1" | "a2" | "a3" | null;
  waitingSince: Moment | null;
  /** Such as 2850.00. */
  amount: string | null;
  sha256: string;
  /** Such as 2500.00. */
  secondSignatureAbove: string;
  escalated: boolean;
  waitingFor: SignerView[];
  steps: ProcurementApprovalsStep[];
  can: string[];
}

export interface ApproveInput {
  stage?: "a1" | "a2" | "a3" | null;
  version?: number | null;
  seenSha256?: string | null;
  reason?: string;
}

export interface AuditLine {
  id: Id;
  at: Moment;
  action: string;
  result: "ok" | "refused" | "failed";
  person: PersonRef | null;
  thing: string | null;
  thingId: Id | null;
  before: { [key: string]: unknown } | null;
  after: { [key: string]: unknown } | null;
  detail: { [key: string]: unknown } | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
}

export interface AuditPage {
  data: AuditLine[];
  nextCursor: string | null;
}

export interface Award {
  id: Id;
  purchaseRequest: RoundsRequestRef;
  round: RoundRef;
  /** Such as 5590.14. */
  total: string;
  reason: string;
  exceptionReason: string;
  awardedBy: Ref;
  at: Moment;
  stands: boolean;
  items: AwardItem[];
  leftOut: Balance[];
  following: RoundsRequestRef | null;
  comparison: ComparisonMap;
}

export interface AwardInput {
  choices?: ChoiceInput[];
  quotationId?: Id | null;
  leaveOut?: Id[];
  reason?: string;
  exceptionReason?: string;
  /** Such as 9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015. */
  seenSha256?: string | null;
}

export interface AwardItem {
  id: Id;
  itemId: Id;
  quotationId: Id;
  supplier: Ref;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  /** Such as 5590.14. */
  firstTotal: string;
  /** Such as 5590.14. */
  highestTotal: string;
  /** Such as 5590.14. */
  lowestTotal: string;
  brand: string;
  deliveryDays: number | null;
}

export interface AwardSummary {
  id: Id;
  roundId: Id;
  /** Such as 5590.14. */
  total: string;
  reason: string;
  awardedBy: Ref;
  at: Moment;
  stands: boolean;
  followingId: Id | null;
}

export interface Awards {
  data: AwardSummary[];
}

export interface Balance {
  itemId: Id;
  quantity: string;
}

export interface Basket {
  lines: Line[];
  suppliers: Share[];
  total: string;
  presentValue: string;
  deliveryDays: number | null;
  missing: Id[];
  short: Id[];
}

export interface Board {
  data: StatusCount[];
}

export interface Briefing {
  id: Id;
  number: number;
  title: string;
  status: "EM_ANDAMENTO" | "CONCLUIDO" | "EM_EDICAO" | "ORCAMENTO_ELABORACAO" | "PROJETO_INICIADO";
  progress: number;
  client: Ref;
  template: Ref;
  responsible: Ref | null;
  can: string[];
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface BriefingChange {
  clientId?: Id;
  title?: string;
  responsibleId?: Id | null;
}

export interface BriefingInput {
  clientId: Id;
  templateId: Id;
  title: string;
  responsibleId?: Id | null;
}

export interface BriefingPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BriefingRow[];
}

export interface BriefingRef {
  id: Id;
  number: number;
  title: string;
}

export interface BriefingRow {
  id: Id;
  number: number;
  title: string;
  status: "EM_ANDAMENTO" | "CONCLUIDO" | "EM_EDICAO" | "ORCAMENTO_ELABORACAO" | "PROJETO_INICIADO";
  progress: number;
  client: Ref;
  template: string;
  responsible: Ref | null;
  orcamentos: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface Budget {
  id: Id;
  costCentre: CentreRef;
  year: number;
  month: number;
  amount: string;
  note: string;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  committed: string;
  remaining: string;
}

export interface BudgetChange {
  /** Such as 15000.00. */
  amount: string;
  note?: string;
}

export interface BudgetFigures {
  requests: number;
  committed: string;
  allowed: string;
  overBudget: number;
}

export interface BudgetInput {
  costCentreId: Id;
  year: number;
  month?: number;
  /** Such as 15000.00. */
  amount: string;
  note?: string;
}

export interface BudgetPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BudgetRow[];
}

export interface BudgetReport {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: ReportsBudgetRow[];
  totals: BudgetFigures;
}

export interface BudgetRow {
  id: Id;
  costCentre: CentreRef;
  year: number;
  month: number;
  amount: string;
  note: string;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

/** What becomes of a request that would pass the budget of its cost centre. */
export type BudgetRule = "flag" | "block";

export interface BudgetView {
  allowed: string | null;
  committed: string;
  remaining: string | null;
  exceeded: boolean;
}

/** Type of building (tipologia). */
export type BuildingType = "unifamiliar" | "multifamiliar" | "apartamento" | "loja" | "escritorio" | "clinica" | "restaurante" | "hotel" | "escola" | "industrial" | "shopping" | "hospital";

export interface Bulk {
  id: Id;
  decision: "approved" | "rejected";
  archive: boolean;
  reason: string;
  state: "queued" | "running" | "done";
  total: number;
  done: number;
  refused: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  items: BulkItem[];
}

export interface BulkInput {
  decision: "approved" | "rejected";
  ids: Id[];
  reason?: string;
  archive?: boolean;
}

export interface BulkItem {
  requestId: Id;
  /** Such as SOL-2026-001. */
  code: string | null;
  outcome: "approved" | "rejected" | "refused" | null;
  errorCode: string;
  detail: string;
  at: Moment | null;
}

export interface BulkPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BulkRow[];
}

export interface BulkRow {
  id: Id;
  decision: "approved" | "rejected";
  archive: boolean;
  reason: string;
  state: "queued" | "running" | "done";
  total: number;
  done: number;
  refused: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface BuyerInput {
  buyerId: Id | null;
}

export interface ByHandConfirmation {
  name?: string;
  promisedOn?: Day | null;
  comment?: string;
}

export interface CacheHealth {
  backend: string;
  status: PartStatus;
}

export interface CashOffer {
  percent: string;
  discount: string;
  total: string;
}

export interface Cell {
  quotationId: Id;
  unitPrice: string;
  quantity: string;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  neededUnitCost: string;
  covers: boolean;
  best: boolean;
  brand: string;
  deliveryDays: number | null;
  quantityReason: string;
  note: string;
}

export interface CentrePeople {
  data: CentrePerson[];
}

export interface CentrePerson {
  person: Ref;
  approves: boolean;
}

export interface CentrePersonInput {
  approves: boolean;
}

export interface CentreRef {
  id: Id;
  code: string;
  name: string;
}

export interface Chapter {
  id: string;
  title: string;
  help?: string;
  questions: EstimatingQuestionnaireStructureQuestion[];
}

export interface ChoiceInput {
  itemId: Id;
  quotationId: Id;
  /** Such as 120.000. */
  quantity?: string | null;
}

export interface Client {
  id: Id;
  kind: "PF" | "PJ";
  name: string;
  tradeName: string;
  document: string;
  email: string;
  phone: string;
  address: Address;
  notes: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface ClientInput {
  kind: "PF" | "PJ";
  name: string;
  tradeName?: string;
  document?: string;
  email?: string;
  phone?: string;
  address?: Address;
  notes?: string;
}

export interface ClientPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ClientRow[];
}

export interface ClientRow {
  id: Id;
  kind: "PF" | "PJ";
  name: string;
  tradeName: string;
  document: string | null;
  email: string;
  phone: string;
  city: string;
  uf: string;
  archived: boolean;
  briefings: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface Code {
  code: string;
}

export interface CodeRef {
  id: Id;
  code: string;
}

export interface Column {
  quotationId: Id;
  supplierId: Id;
  supplierName: string;
  score: string | null;
  answeredAt: Moment;
  paymentDays: number[];
  paymentTerms: string;
  paymentFactor: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  lapsed: boolean;
  items: number;
  coversAll: boolean;
  bestCells: number;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
}

export interface CommentInput {
  text: string;
  mentions?: Id[];
}

export interface CommentPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: CommentRow[];
}

export interface CommentRow {
  id: Id;
  requestId: Id;
  person: Ref;
  text: string;
  mentions: Ref[];
  deleted: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  canAlso: { [key: string]: string[] };
}

export interface CommercialTerms {
  validUntil: Day;
  payment: string;
  cash: CashOffer;
  revisions: number;
  lateFinePercent: string;
  lateInterestPercentMonth: string;
  adjustmentIndex: string;
  adjustmentMonths: number;
  clauses: string[];
}

export interface CommitmentFigures {
  orders: number;
  ordered: string;
  balance: string;
  overdueOrders: number;
  overdue: string;
}

export interface CommitmentRow {
  orders: number;
  ordered: string;
  balance: string;
  overdueOrders: number;
  overdue: string;
  key: string;
  label: string;
  nextOn: Day | null;
}

export interface Commitments {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: CommitmentRow[];
  totals: CommitmentFigures;
}

export interface ComparedRound {
  id: Id;
  /** Such as COT-2026-001. */
  code: string;
  status: "open" | "awarded" | "cancelled";
  closesAt: Moment;
  version: number;
}

export interface ComparisonMap {
  monthlyRatePercent: string;
  columns: Column[];
  rows: Row[];
}

/** Complexity (complexidade). */
export type Complexity = "baixa" | "media" | "alta" | "muito_alta";

export interface ComposedDiscipline {
  discipline: Discipline;
  price: string;
  stages: StageAmount[];
}

export interface Composition {
  total: string;
  disciplines: ComposedDiscipline[];
  stages: StageAmount[];
}

export interface Confirmation {
  name: string;
  promisedOn?: Day | null;
  comment?: string;
}

export interface ConfirmationReceipt {
  code: string;
  status: "confirmed";
  at: Moment;
  name: string;
  promisedOn: Day | null;
  sha256: string;
}

export interface Connection {
  transport: string;
  address: string | null;
  userAgent: string;
  sessionId: Id;
  connectedAt: Moment;
  lastSeenAt: Moment;
}

export interface Contains {
  question: string;
  value: string;
  op: "contains";
}

export interface CostCentre {
  id: Id;
  code: string;
  name: string;
  department: Ref | null;
  approvers: Ref[];
  people: number;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface CostCentreInput {
  /** Such as OBRA-12. */
  code: string;
  name: string;
  departmentId?: Id | null;
}

export interface CostCentrePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: CostCentre[];
}

export interface CountInput {
  orderItemId: Id;
  /** Such as 120.000. */
  accepted?: string;
  /** Such as 120.000. */
  refused?: string;
  refusedReason?: string;
}

export interface Credentials {
  email: string;
  password: string;
  organisationId?: Id | null;
  code?: string;
}

export interface CubValue {
  uf: Uf;
  month: Day;
  value: string;
  source: string;
  example: boolean;
}

export interface CycleTime {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: StageRow[];
  months: MonthTimes[];
  totals: StageTimes;
}

export interface DatabaseHealth {
  status: PartStatus;
  latencyMs: number | null;
}

export interface DeadJob {
  id: number;
  job: string;
  error: string;
  failedAt: Moment;
}

export interface DeadJobs {
  data: DeadJob[];
}

export interface Decision {
  at: Moment;
  name: string;
  document: string | null;
  reason: string;
  recordedBy: Ref | null;
}

export interface DecisionInput {
  reason: string;
  name?: string;
}

export interface Delegation {
  id: Id;
  from: Ref;
  to: Ref;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface DelegationInput {
  toId: Id;
  fromId?: Id | null;
  startsOn: Day;
  endsOn: Day;
  reason?: string;
}

export interface DelegationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: DelegationRow[];
}

export interface DelegationRow {
  id: Id;
  from: Ref;
  to: Ref;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  cannot: { [key: string]: string[] };
}

export interface Department {
  id: Id;
  name: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface DepartmentInput {
  name: string;
}

export interface DepartmentPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: Department[];
}

/** In what the three do not agree. */
export type DifferenceKind = "no_invoice" | "issuer" | "recipient" | "quantity" | "missing" | "extra" | "over_ordered" | "price" | "freight" | "taxes" | "total";

/** What a studio designs; each is priced for itself. */
export type Discipline = "arquitetura" | "estrutural" | "eletrica" | "hidraulica" | "avac" | "incendio" | "gas" | "dados" | "interiores" | "paisagismo" | "automacao" | "luminotecnica" | "acustica";

export interface DisciplineLine {
  discipline: Discipline;
  price: string;
  work: HoursSpent | null;
}

export interface DiscountChange {
  percent?: string | null;
  amount?: string | null;
}

export interface DiscountDecision {
  comment?: string;
}

/** How the discount over a whole quotation is given. */
export type DiscountKind = "none" | "percent" | "fixed";

export interface DiscountView {
  /** Such as 28520.00. */
  amount: string;
  percent: string;
  status: "none" | "pending" | "approved" | "refused";
  askedBy: Ref | null;
  decidedBy: Ref | null;
}

export interface EndingInput {
  reason: string;
}

export interface Equals {
  question: string;
  value: string | boolean | number;
  op: "equals";
}

export interface EstimatingApprovalComment {
  text: string;
  name?: string;
}

export interface EstimatingApprovalReceipt {
  id: Id;
  code: string;
  version: number;
  status: "APROVADO" | "REJEITADO";
  at: Moment;
  name: string;
  sha256: string;
}

export interface EstimatingBriefingsAnswerInput {
  value: string | boolean | number | string[] | null;
  version?: number | null;
}

export interface EstimatingComparisonDifference {
  section: Section;
  key: string;
  label: string;
  before: string | null;
  after: string | null;
  delta: string | null;
}

export interface EstimatingMethodsResultStep {
  label: string;
  formula: string;
  value: string;
}

export interface EstimatingOrcamentosComparison {
  before: VersionRow;
  after: VersionRow;
  differences: EstimatingComparisonDifference[];
}

export interface EstimatingOrcamentosEvent {
  id: Id;
  at: Moment;
  kind: string;
  person: EstimatingOrcamentosEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface EstimatingOrcamentosEventPerson {
  id: Id | null;
  name: string;
}

export interface EstimatingOrcamentosHistory {
  data: EstimatingOrcamentosEvent[];
  nextCursor: string | null;
}

export interface EstimatingPolicy {
  number: number;
  policy: PricePolicy;
  note: string;
  createdAt: Moment | null;
  createdBy: Ref | null;
}

export interface EstimatingPolicyInput {
  policy: PricePolicy;
  note?: string;
}

export interface EstimatingPolicyVersion {
  number: number;
  note: string;
  createdAt: Moment;
  createdBy: Ref | null;
}

export interface EstimatingPolicyVersions {
  data: EstimatingPolicyVersion[];
}

export interface EstimatingQuestionnaireStructureQuestion {
  id: string;
  text: string;
  kind: QuestionKind;
  required?: boolean;
  help?: string;
  placeholder?: string;
  options?: Option[];
  unit?: string;
  shownIf?: Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf | null;
  fact?: Fact | null;
  min?: string | null;
  max?: string | null;
  maxChars?: number | null;
}

export interface ExtendInput {
  closesAt: Moment;
}

/** What raises the market price of a base. */
export type Extra = "piscina" | "elevador" | "automacao" | "certificacao";

/** What an answer can tell about a project: the fields of `ProjectFacts`. */
export type Fact = "area_m2" | "building_type" | "standard" | "complexity" | "disciplines" | "optional_disciplines" | "extras" | "deadline_weeks" | "budget" | "city" | "uf";

export interface FactInput {
  value: string | number | string[];
}

export interface FactsInput {
  /** Such as 200. */
  areaM2: string;
  buildingType?: BuildingType;
  standard?: Standard;
  complexity?: Complexity;
  disciplines: Discipline[];
  optionalDisciplines?: Discipline[];
  extras?: Extra[];
  deadlineWeeks?: number | null;
  budget?: string | null;
  city?: string;
  uf?: Uf | null;
}

/** Families of disciplines that share hourly rates, a mix of people and a table of stages. */
export type Family = "arquitetura" | "estrutura" | "instalacoes" | "paisagismo";

export interface File {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  url: string;
}

export interface FileInput {
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  thing: string;
  thingId?: Id | null;
}

export interface FinishInput {
  invoiceId?: Id | null;
  differenceReason?: string;
}

/** When notices are mailed, to those who want mail. On the screen they always come at once. */
export type Frequency = "immediate" | "hourly" | "daily";

export interface GenerationInput {
  title?: string;
  startsOn?: Day | null;
}

export interface Greater {
  question: string;
  value: string;
  op: "greater";
}

/** What the rows are. */
export type GroupBy = "month" | "costCentre" | "department" | "supplier" | "category";

export interface Health {
  status: Status;
  timestamp: Moment;
  uptime: number;
  memory: Memory;
  connections: HealthConnections;
  cache: CacheHealth;
  database: DatabaseHealth;
  version: string;
  demo: boolean;
}

export interface HealthConnections {
  size: number;
  idle: number;
  max: number;
}

export interface HistoryPoint {
  at: Moment;
  mean: number;
  most: number;
}

export interface HoursSpent {
  hours: number;
  byLevel: LevelHours;
  technicalCost: string;
}

export interface HttpProblem {
  title: string;
  status: number;
  code: string;
  error: string;
  detail: string;
  type?: string;
  instance?: string;
  fields?: { [key: string]: string };
  retryAfter?: number | null;
}

export interface Instalment {
  number: number;
  label: string;
  amount: string;
  dueOn: Day;
}

export interface InstalmentTerm {
  days: number;
  parts: string;
}

export interface Invitation {
  id: Id;
  email: string;
  status: "open" | "accepted" | "revoked" | "expired";
  createdAt: Moment;
  expiresAt: Moment;
}

export interface InvitationAcceptance {
  token: string;
  password: string;
  name?: string;
  code?: string;
}

export interface InvitationPage {
  data: Invitation[];
  nextCursor: string | null;
}

export interface InvitationPreview {
  organisation: string;
  email: string;
  invitedBy: string;
  hasAccount: boolean;
}

export interface InvitationRequest {
  email: string;
  roleIds: Id[];
}

export interface InvitationToken {
  token: string;
}

export interface InviteInput {
  supplierIds: Id[];
}

export interface Invoice {
  id: Id;
  accessKey: string;
  number: string;
  series: string;
  issuedAt: Moment;
  issuer: Issuer;
  supplier: Ref | null;
  order: CodeRef | null;
  productsTotal: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  items: number;
  unmapped: number;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  recipientDocument: string;
  fileId: Id;
  cancelledReason: string;
  lines: InvoiceItem[];
}

export interface InvoiceCancellation {
  reason: string;
}

export interface InvoiceInput {
  xml?: string | null;
  fileId?: Id | null;
  orderId?: Id | null;
}

export interface InvoiceItem {
  id: Id;
  position: number;
  supplierCode: string;
  description: string;
  ncm: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  total: string;
  orderItemId: Id | null;
  factor: string;
  suggested: boolean;
}

export interface InvoiceLink {
  orderId: Id | null;
}

export interface InvoiceMapping {
  items: LineMapping[];
}

export interface InvoicePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: InvoiceRow[];
}

export interface InvoiceRef {
  id: Id;
  number: string;
}

export interface InvoiceRow {
  id: Id;
  accessKey: string;
  number: string;
  series: string;
  issuedAt: Moment;
  issuer: Issuer;
  supplier: Ref | null;
  order: CodeRef | null;
  productsTotal: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  items: number;
  unmapped: number;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface IssueInput {
  version?: number | null;
}

export interface Issuer {
  document: string;
  name: string;
}

export interface Item {
  id: Id;
  position: number;
  description: string;
  specification: string;
  category: string;
  unit: string;
  /** Such as 12.500. */
  quantity: string;
  /** Such as 42.9000. */
  estimatedUnitPrice: string | null;
  /** Such as 2850.00. */
  estimatedTotal: string | null;
}

export interface ItemInput {
  id?: Id | null;
  description: string;
  specification?: string;
  category?: string;
  unit?: string;
  quantity: string;
  estimatedUnitPrice?: string | null;
}

export interface ItemPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ItemRow[];
}

export interface ItemRow {
  id: Id;
  position: number;
  description: string;
  specification: string;
  category: string;
  unit: string;
  /** Such as 12.500. */
  quantity: string;
  /** Such as 42.9000. */
  estimatedUnitPrice: string | null;
  /** Such as 2850.00. */
  estimatedTotal: string | null;
  requestId: Id;
  updatedAt: Moment;
  version: number;
}

export interface ItemsInput {
  items: ItemInput[];
}

export interface Less {
  question: string;
  value: string;
  op: "less";
}

export interface LevelFigures {
  senior: string;
  pleno: string;
  junior: string;
  estagiario: string;
}

export interface LevelHours {
  senior: number;
  pleno: number;
  junior: number;
  estagiario: number;
}

export interface LimitFigures {
  minimumTotal: string;
  pricePerM2Low: string;
  pricePerM2High: string;
  maxAreaM2: string;
  methodsApartPercent: string;
}

export interface Line {
  itemId: Id;
  quotationId: Id;
  supplierId: Id;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  brand: string;
  deliveryDays: number | null;
}

export interface LineMapping {
  id: Id;
  orderItemId: Id | null;
  /** Such as 1. */
  factor?: string;
}

export interface Liveness {
  status: Status;
  timestamp: Moment;
  uptime: number;
  version: string;
}

/** How the installation stands. */
export type Load = "ok" | "busy" | "failing";

export interface LogoInput {
  fileId: Id | null;
}

export interface MarkedRead {
  marked: number;
}

export interface MarketFigures {
  rates: { [key: string]: { [key: string]: MarketRate } };
  extras: { [key: string]: string };
  regions: { [key: string]: string };
}

export interface MarketRate {
  low: string;
  mean: string;
  high: string;
  example: boolean;
}

export interface MatchInvoice {
  id: Id;
  number: string;
  series: string;
  issuedAt: Moment;
  total: string;
}

export interface MatchLine {
  orderItemId: Id;
  position: number;
  description: string;
  unit: string;
  ordered: string;
  givenUp: string;
  accepted: string;
  refused: string;
  invoiced: string;
  unitPrice: string;
  invoicedUnitPrice: string | null;
  orderedTotal: string;
  invoicedTotal: string;
}

export interface MatchReceipt {
  id: Id;
  code: string;
  status: ReceiptStatus;
  invoiceId: Id | null;
}

export interface MatchTotals {
  products: string;
  freight: string;
  taxes: string;
  total: string;
}

export interface Me {
  id: Id;
  name: string;
  email: string;
  organisation: OrganisationRef;
  organisations: OrganisationRef[];
  permissions: string[];
}

export interface MeanDays {
  toSend: string | null;
  toDecide: string | null;
}

export interface Memory {
  rss: number;
  heapTotal: number;
  heapUsed: number;
  external: number;
}

export interface MessageInput {
  text: string;
}

/** How a price is found; the version is part of the name and stays with every orçamento it made. */
export type Method = "horas_tecnicas_v1" | "mercado_m2_v1" | "percentual_obra_v1";

export interface MethodResult {
  method: Method;
  total: string;
  pricePerM2: string;
  beforeMinimum: string;
  lines: DisciplineLine[];
  optionalLines: DisciplineLine[];
  parts: PricePart[];
  warnings: PriceWarning[];
  explanation: EstimatingMethodsResultStep[];
}

/** What history keeps and alerts may ask for; the names are those of `RealtimeMetrics` on the wire. */
export type Metric = "activeConnections" | "requestsPerMinute" | "cacheHitRate" | "averageLatency" | "p95Latency" | "errorRate" | "feedLag" | "memoryMb" | "cpuPercent" | "jobsWaiting";

export interface MetricHistory {
  metric: Metric;
  data: HistoryPoint[];
}

export interface MissingFact {
  fact: string;
  required: boolean;
  question: string;
  questionId: string | null;
}

export interface MonthFigures {
  month: string;
  count: number;
  /** Such as 28520.00. */
  total: string;
  approved: number;
  /** Such as 28520.00. */
  approvedTotal: string;
}

export interface MonthTimes {
  month: string;
  submitted: number;
  count: number;
  mean: string | null;
}

export interface MoveInput {
  action?: string | null;
  to?: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  reason?: string;
  version?: number | null;
}

export interface NewRequest {
  title: string;
  description?: string;
  costCentreId: Id;
  departmentId?: Id | null;
  priority?: "low" | "normal" | "high" | "urgent";
  neededOn?: Day | null;
  items?: ItemInput[];
}

export interface NotEquals {
  question: string;
  value: string | boolean | number;
  op: "not_equals";
}

/** How a notice looks on the screen. */
export type NoticeType = "info" | "success" | "warning" | "error";

export interface NotificationAction {
  label: string;
  href: string;
}

export interface NotificationEvent {
  event: string;
  label: string;
}

export interface NotificationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: NotificationRow[];
}

export interface NotificationPreferences {
  events: string[];
  frequency: Frequency;
  soundEnabled: boolean;
  emailNotifications: boolean;
  available: NotificationEvent[];
}

export interface NotificationPreferencesInput {
  events: string[];
  frequency: Frequency;
  soundEnabled: boolean;
  emailNotifications: boolean;
}

export interface NotificationRow {
  id: Id;
  event: string;
  message: string;
  type: NoticeType;
  action: NotificationAction | null;
  thing: string | null;
  thingId: Id | null;
  at: Moment;
  read: boolean;
  readAt: Moment | null;
}

export interface OneOf {
  question: string;
  values: string[];
  op: "in";
}

export interface Option {
  value: string;
  label: string;
}

export interface Orcamento {
  id: Id;
  /** Such as ORC-202511-001. */
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  client: Ref;
  briefing: BriefingRef;
  areaM2: string;
  buildingType: string;
  /** Such as 28520.00. */
  subtotal: string;
  /** Such as 28520.00. */
  total: string;
  discountStatus: "none" | "pending" | "approved" | "refused";
  validUntil: Day | null;
  sentAt: Moment | null;
  decidedAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  methodology: string;
  policyNumber: number;
  facts: ProjectFacts;
  extraction: ReadBriefing;
  pricing: PricingView;
  composition: Composition;
  schedule: Schedule;
  payment: PaymentView;
  terms: CommercialTerms;
  discount: DiscountView;
  scope: string;
  notes: string;
  decision: Decision | null;
  proposalSha256: string | null;
  createdBy: Ref | null;
  can: string[];
}

export interface OrcamentoChange {
  title?: string | null;
  scope?: string | null;
  notes?: string | null;
  discount?: DiscountChange | null;
  stageSystem?: StageSystem | null;
  payment?: PaymentChange | null;
  terms?: TermsChange | null;
  startsOn?: Day | null;
}

export interface OrcamentoPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: OrcamentoRow[];
}

export interface OrcamentoRow {
  id: Id;
  /** Such as ORC-202511-001. */
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  client: Ref;
  briefing: BriefingRef;
  areaM2: string;
  buildingType: string;
  /** Such as 28520.00. */
  subtotal: string;
  /** Such as 28520.00. */
  total: string;
  discountStatus: "none" | "pending" | "approved" | "refused";
  validUntil: Day | null;
  sentAt: Moment | null;
  decidedAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  cannot: { [key: string]: string[] };
}

export interface Order {
  id: Id;
  /** Such as PED-2026-001. */
  code: string;
  status: "draft" | "sent" | "confirmed" | "completed" | "cancelled";
  fulfilment: "pending" | "partial" | "fulfilled";
  closedShort: boolean;
  supplier: Ref;
  purchaseRequest: PurchaseRef;
  costCentre: CentreRef;
  buyer: Ref | null;
  /** Such as 2850.00. */
  total: string;
  expectedOn: Day | null;
  promisedOn: Day | null;
  late: boolean;
  sentAt: Moment | null;
  confirmedAt: Moment | null;
  completedAt: Moment | null;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  awardId: Id;
  quotationId: Id;
  /** Such as 2850.00. */
  subtotal: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryAddress: Address;
  notes: string;
  items: OrderItem[];
  confirmedBy: string;
  cancelledReason: string;
  documentSha256: string | null;
  following: CodeRef | null;
  createdBy: Ref | null;
  can: string[];
}

export interface OrderBody {
  buyer: PageBuyer;
  supplier: PageSupplier;
  code: string;
  purchase: string;
  contact: string;
  issuedOn: Day;
  expectedOn: Day | null;
  deliveryAddress: string;
  payment: string;
  lines: PageLine[];
  /** Such as 2850.00. */
  subtotal: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  /** Such as 2850.00. */
  total: string;
  notes: string;
}

export interface OrderEvent {
  id: Id;
  at: Moment;
  kind: string;
  fromStatus: "draft" | "sent" | "confirmed" | "completed" | "cancelled" | null;
  toStatus: "draft" | "sent" | "confirmed" | "completed" | "cancelled" | null;
  person: OrderEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface OrderEventPerson {
  id: Id | null;
  name: string;
}

export interface OrderHistory {
  data: OrderEvent[];
  nextCursor: string | null;
}

export interface OrderInput {
  deliveryAddress: Address;
  expectedOn?: Day | null;
  notes?: string;
}

export interface OrderItem {
  id: Id;
  itemId: Id;
  position: number;
  description: string;
  unit: string;
  brand: string;
  /** Such as 120.000. */
  quantity: string;
  /** Such as 38.9000. */
  unitPrice: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  /** Such as 2850.00. */
  total: string;
  /** Such as 120.000. */
  received: string;
  /** Such as 120.000. */
  givenUp: string;
  /** Such as 120.000. */
  balance: string;
}

export interface OrderMatch {
  order: CodeRef;
  priceTolerancePercent: string;
  lines: MatchLine[];
  ordered: MatchTotals;
  invoiced: MatchTotals;
  receipts: MatchReceipt[];
  invoices: MatchInvoice[];
  differences: ProcurementMatchDifference[];
}

export interface OrderMessageInput {
  text: string;
}

export interface OrderPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: OrderRow[];
}

export interface OrderRow {
  id: Id;
  /** Such as PED-2026-001. */
  code: string;
  status: "draft" | "sent" | "confirmed" | "completed" | "cancelled";
  fulfilment: "pending" | "partial" | "fulfilled";
  closedShort: boolean;
  supplier: Ref;
  purchaseRequest: PurchaseRef;
  costCentre: CentreRef;
  buyer: Ref | null;
  /** Such as 2850.00. */
  total: string;
  expectedOn: Day | null;
  promisedOn: Day | null;
  late: boolean;
  sentAt: Moment | null;
  confirmedAt: Moment | null;
  completedAt: Moment | null;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface OrderSendInput {
  message?: string;
}

export interface OrderShareLink {
  url: string;
  expiresAt: Moment;
}

export interface OrdersIssued {
  data: CodeRef[];
}

export interface Organisation {
  id: Id;
  name: string;
  document: string;
  email: string;
  phone: string;
  site: string;
  cau: string;
  address: Address;
  accentColour: string;
  timezone: string;
  version: number;
}

export interface OrganisationInput {
  name: string;
  document?: string;
  email?: string;
  phone?: string;
  site?: string;
  cau?: string;
  address?: Address;
  accentColour?: string;
  timezone?: string;
}

export interface OrganisationRef {
  id: Id;
  name: string;
}

export interface OtherMethod {
  method: Method;
  result: MethodResult | null;
  missing: string;
  differencePercent: string | null;
  apart: boolean;
}

export interface PageBuyer {
  name: string;
  letterhead: string[];
  accent: string;
}

export interface PageConfirmation {
  at: Moment;
  name: string;
  promisedOn: Day | null;
}

export interface PageLine {
  description: string;
  specification: string;
  brand: string;
  unit: string;
  /** Such as 120.000. */
  quantity: string;
  unitPrice: string;
  /** Such as 2850.00. */
  amount: string;
}

export interface PageMessage {
  at: Moment;
  fromSupplier: boolean;
  name: string;
  text: string;
}

export interface PageSupplier {
  name: string;
  document: string;
  address: string;
}

/** Of the database or the cache. */
export type PartStatus = "ok" | "busy" | "down" | "off";

export interface Password {
  password: string;
}

export interface PasswordAndCode {
  password: string;
  code: string;
}

export interface PasswordChange {
  currentPassword: string;
  password: string;
}

export interface PasswordReset {
  token: string;
  password: string;
}

export interface PasswordResetAsked {
  expiresIn: number;
}

export interface PasswordResetRequest {
  email: string;
}

export interface PasteInput {
  text: string;
}

export interface Pasted {
  items: PastedLine[];
  problems: ProcurementPastedItemsProblem[];
}

export interface PastedLine {
  description: string;
  specification: string;
  category: string;
  unit: string;
  quantity: string | null;
  estimatedUnitPrice: string | null;
}

export interface PaymentChange {
  plan?: PaymentPlan | null;
  instalments?: InstalmentTerm[] | null;
  cashDiscountPercent?: string | null;
  lateFinePercent?: string | null;
  lateInterestPercentMonth?: string | null;
}

export interface PaymentFigures {
  plan: PaymentPlan;
  instalments: InstalmentTerm[];
  cashDiscountPercent: string;
  discountLimitPercent: string;
  lateFinePercent: string;
  lateInterestPercentMonth: string;
}

/** How the price falls due. */
export type PaymentPlan = "por_data" | "por_etapa";

export interface PaymentView {
  plan: PaymentPlan;
  instalments: Instalment[];
}

export interface PeoplePage {
  data: Person[];
  nextCursor: string | null;
}

export interface PermissionInfo {
  key: string;
  label: string;
}

export interface Permissions {
  data: PermissionInfo[];
}

export interface Person {
  id: Id;
  name: string;
  email: string;
  status: "active" | "suspended";
  roles: RoleRef[];
  createdAt: Moment;
}

export interface PersonChange {
  roleIds?: Id[] | null;
  status?: "active" | "suspended" | null;
}

export interface PersonRef {
  id: Id;
  name: string;
}

export interface Pipeline {
  fromDay: Day | null;
  toDay: Day | null;
  count: number;
  /** Such as 28520.00. */
  total: string;
  /** Such as 28520.00. */
  openTotal: string;
  conversionPercent: string | null;
  meanDays: MeanDays;
  byStatus: StatusFigures[];
  byMonth: MonthFigures[];
  byType: TypeFigures[];
}

export interface Preview {
  pricing: PricingView;
  composition: Composition;
  schedule: Schedule;
  payment: PaymentView;
  terms: CommercialTerms;
}

export interface PreviewInput {
  facts: FactsInput;
  policy?: PricePolicy | null;
}

export interface PricePart {
  key: string;
  label: string;
  amount: string;
}

export interface PricePolicy {
  decidingMethod: Method;
  complexityFactor: { [key: string]: string };
  families: { [key: string]: Family };
  optionalPercent: string;
  technicalHours: TechnicalHoursFigures;
  market: MarketFigures;
  worksShare: WorksShareFigures;
  stages: StageFigures;
  schedule: ScheduleFigures;
  payment: PaymentFigures;
  terms: TermsFigures;
  limits: LimitFigures;
}

export interface PriceWarning {
  code: WarningCode;
  text: string;
}

export interface PricingView {
  methodologyName: string;
  methodologyVersion: number;
  pricedOn: Day;
  deciding: MethodResult;
  others: OtherMethod[];
  durationWeeks: number;
  warnings: PriceWarning[];
}

export interface ProcurementApprovalPolicy {
  number: number;
  policy: ApprovalPolicy;
  note: string;
  createdAt: Moment | null;
  createdBy: Ref | null;
}

export interface ProcurementApprovalPolicyInput {
  policy: ApprovalPolicy;
  note?: string;
}

export interface ProcurementApprovalPolicyVersion {
  number: number;
  note: string;
  createdAt: Moment;
  createdBy: Ref | null;
}

export interface ProcurementApprovalPolicyVersions {
  data: ProcurementApprovalPolicyVersion[];
}

export interface ProcurementApprovalsStep {
  id: Id;
  round: number;
  stage: "a1" | "a2" | "a3";
  decision: "approved" | "rejected";
  person: Ref;
  onBehalfOf: Ref | null;
  reason: string;
  /** Such as 2850.00. */
  amount: string;
  seenSha256: string;
  address: string | null;
  userAgent: string;
  at: Moment;
}

export interface ProcurementAwardsComparison {
  round: ComparedRound;
  purchaseRequest: RoundsRequestRef;
  /** Such as 9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015. */
  sha256: string;
  monthlyRatePercent: string;
  leastAnswers: number;
  columns: Column[];
  rows: Row[];
  withoutAnswer: WithoutAnswer[];
  cheapestSplit: Basket | null;
  cheapestSingle: Basket | null;
  awardId: Id | null;
  can: string[];
}

export interface ProcurementComment {
  id: Id;
  requestId: Id;
  person: Ref;
  text: string;
  mentions: Ref[];
  deleted: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface ProcurementMatchDifference {
  kind: DifferenceKind;
  sentence: string;
  orderItemId: Id | null;
  invoiceId: Id | null;
  invoiceItemId: Id | null;
  expected: string | null;
  found: string | null;
}

export interface ProcurementOrderPageQuestion {
  text: string;
  name?: string;
}

export interface ProcurementPastedItemsProblem {
  item: number;
  line: number;
  field: "description" | "specification" | "category" | "unit" | "quantity" | "estimatedUnitPrice";
  text: string;
  message: string;
}

export interface ProcurementQuotationsAnswerInput {
  items: AnswerItemInput[];
  discountKind?: DiscountKind;
  /** Such as 2.5. */
  discountValue?: string;
  /** Such as 5590.14. */
  freight?: string;
  /** Such as 5590.14. */
  taxes?: string;
  paymentDays?: number[];
  paymentTerms?: string;
  deliveryDays?: number | null;
  validUntil?: Day | null;
  notes?: string;
  name?: string;
}

export interface ProcurementReceipt {
  id: Id;
  /** Such as REC-2026-001. */
  code: string;
  status: "physical" | "fiscal" | "done" | "cancelled";
  order: CodeRef;
  supplier: Ref;
  invoice: InvoiceRef | null;
  arrivedOn: Day;
  items: number;
  refusedItems: number;
  receivedBy: Ref | null;
  checkedBy: Ref | null;
  doneAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  notes: string;
  differenceReason: string;
  cancelledReason: string;
  lines: ReceiptLine[];
  can: string[];
}

export interface ProcurementRequestsEvent {
  id: Id;
  at: Moment;
  kind: string;
  fromStatus: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  toStatus: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  person: ProcurementRequestsEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface ProcurementRequestsEventPerson {
  id: Id | null;
  name: string;
}

export interface ProcurementRequestsHistory {
  data: ProcurementRequestsEvent[];
  nextCursor: string | null;
}

export interface ProjectFacts {
  areaM2: string;
  buildingType: BuildingType;
  standard: Standard;
  complexity: Complexity;
  disciplines: Discipline[];
  optionalDisciplines: Discipline[];
  extras: Extra[];
  deadlineWeeks: number | null;
  budget: string | null;
  city: string;
  uf: string;
}

export interface ProposalAdjustment {
  label: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalAnswer {
  at: Moment;
  name: string;
}

export interface ProposalBar {
  label: string;
  start: Day;
  end: Day;
  weeks: string;
}

export interface ProposalBody {
  studio: ProposalStudio;
  client: ProposalClient;
  project: ProposalProject;
  code: string;
  version: number;
  issuedOn: Day;
  validUntil: Day;
  scope: string;
  disciplines: ProposalLine[];
  optionalDisciplines: ProposalLine[];
  adjustments: ProposalAdjustment[];
  /** Such as 28520.00. */
  total: string;
  /** Such as 28520.00. */
  pricePerM2: string;
  durationWeeks: number;
  stages: ProposalStages[];
  schedule: ProposalBar[];
  instalments: ProposalInstalment[];
  cash: ProposalCash | null;
  terms: string[];
}

export interface ProposalCash {
  percent: string;
  /** Such as 28520.00. */
  total: string;
}

export interface ProposalClient {
  name: string;
  document: string;
  address: string;
}

export interface ProposalComment {
  at: Moment;
  name: string;
  text: string;
}

export interface ProposalInstalment {
  label: string;
  /** Such as 28520.00. */
  amount: string;
  dueOn: Day | null;
}

export interface ProposalLine {
  name: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalProject {
  title: string;
  areaM2: string;
  buildingType: string;
  standard: string;
  place: string;
}

export interface ProposalStage {
  name: string;
  percent: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalStages {
  discipline: string;
  stages: ProposalStage[];
}

export interface ProposalStudio {
  name: string;
  letterhead: string[];
  accent: string;
}

export interface PublicAnswer {
  at: Moment;
  name: string;
  items: PublicAnswerItem[];
  discountKind: "none" | "percent" | "fixed";
  discountValue: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  notes: string;
}

export interface PublicAnswerItem {
  itemId: Id;
  available: boolean;
  unitPrice: string;
  quantity: string;
  quantityReason: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  brand: string;
  deliveryDays: number | null;
  note: string;
  /** Such as 5590.14. */
  total: string;
}

export interface PublicItem {
  id: Id;
  position: number;
  description: string;
  specification: string;
  unit: string;
  quantity: string;
}

export interface PublicMessage {
  at: Moment;
  fromSupplier: boolean;
  name: string;
  text: string;
}

export interface PublicOrder {
  status: "sent" | "confirmed" | "completed";
  order: OrderBody;
  sha256: string;
  confirmation: PageConfirmation | null;
  messages: PageMessage[];
  can: string[];
}

export interface PublicProposal {
  status: "ENVIADO" | "APROVADO" | "REJEITADO";
  proposal: ProposalBody;
  sha256: string;
  decision: ProposalAnswer | null;
  comments: ProposalComment[];
  can: string[];
}

export interface PublicQuotation {
  status: "invited" | "active" | "declined";
  code: string;
  title: string;
  buyer: string;
  supplier: string;
  instructions: string;
  closesAt: Moment;
  neededOn: Day | null;
  items: PublicItem[];
  limits: AnswerLimits;
  answer: PublicAnswer | null;
  messages: PublicMessage[];
  attachments: QuotationsAttachment[];
  can: string[];
}

export interface PurchaseRef {
  id: Id;
  code: string;
  title: string;
}

export interface PurchaseRequest {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  statusSince: Moment;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  requester: Ref;
  buyer: Ref | null;
  department: Ref | null;
  costCentre: CentreRef;
  items: number;
  /** Such as 2850.00. */
  estimatedTotal: string;
  /** Such as 2850.00. */
  total: string | null;
  overBudget: boolean;
  invited: number;
  answered: number;
  rejectionReason: string;
  parentId: Id | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  description: string;
  lines: Item[];
  archivedFrom: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  approvalRound: number;
  policyNumber: number | null;
  inheritsA1: boolean;
  parent: RequestRef | null;
  following: RequestRef[];
  awardId: Id | null;
  submittedAt: Moment | null;
  a1At: Moment | null;
  awardedAt: Moment | null;
  approvedAt: Moment | null;
  orderedAt: Moment | null;
  receivedAt: Moment | null;
  closedAt: Moment | null;
  attachments: RequestsAttachment[];
  createdBy: Ref | null;
  can: string[];
}

/** How a question is answered. */
export type QuestionKind = "text" | "long_text" | "choice" | "multi_choice" | "number" | "date" | "file" | "yes_no";

export interface QueuePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QueueRow[];
}

export interface QueueRow {
  id: Id;
  requestId: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  stage: "a1" | "a2" | "a3";
  /** Such as 2850.00. */
  amount: string;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  items: number;
  overBudget: boolean;
  requester: Ref;
  costCentre: CentreRef;
  onBehalfOf: Ref | null;
  escalated: boolean;
  waitingSince: Moment;
  signed: Signed[];
  version: number;
  can: string[];
}

export interface QueuedJob {
  id: number;
}

export interface Quotation {
  id: Id;
  status: "invited" | "active" | "declined" | "expired" | "cancelled" | "winner" | "lost";
  round: RoundOfQuotation;
  purchaseRequest: RoundsRequestRef;
  supplier: Ref;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  declinedReason: string;
  openedAt: Moment | null;
  answeredAt: Moment | null;
  answeredBy: string;
  files: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  discountKind: "none" | "percent" | "fixed";
  discountValue: string;
  notes: string;
  contact: SupplierContact;
  items: QuotationItem[];
  attachments: QuotationsAttachment[];
}

export interface QuotationItem {
  itemId: Id;
  position: number | null;
  description: string;
  specification: string;
  unit: string;
  askedQuantity: string;
  available: boolean | null;
  unitPrice: string | null;
  quantity: string | null;
  quantityReason: string | null;
  /** Such as 5590.14. */
  discount: string | null;
  /** Such as 5590.14. */
  freight: string | null;
  /** Such as 5590.14. */
  taxes: string | null;
  brand: string | null;
  deliveryDays: number | null;
  note: string | null;
  /** Such as 5590.14. */
  total: string | null;
}

export interface QuotationLink {
  url: string;
  closesAt: Moment;
}

export interface QuotationMessage {
  id: Id;
  quotationId: Id;
  fromSupplier: boolean;
  person: Ref | null;
  name: string;
  text: string;
  at: Moment;
}

export interface QuotationMessagePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QuotationMessage[];
}

export interface QuotationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QuotationRow[];
}

export interface QuotationRow {
  id: Id;
  status: "invited" | "active" | "declined" | "expired" | "cancelled" | "winner" | "lost";
  round: RoundOfQuotation;
  purchaseRequest: RoundsRequestRef;
  supplier: Ref;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  declinedReason: string;
  openedAt: Moment | null;
  answeredAt: Moment | null;
  answeredBy: string;
  files: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface QuotationsAttachment {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  createdAt: Moment;
}

export interface ReadBriefing {
  facts: ReadFact[];
  missing: MissingFact[];
  ready: boolean;
}

export interface ReadFact {
  fact: string;
  value: string | number | string[];
  confidence: string;
  sourceQuestionId: string;
  sourceText: string;
  rule: string;
  question: string | null;
  confirmed: boolean;
}

export interface RealtimeHealth {
  status: Load;
  websocketConnections: number;
  cacheHitRate: number;
  averageLatency: number;
  uptime: number;
  memoryUsage: Memory;
  timestamp: Moment;
  exceeded: Metric[];
}

export interface RealtimeMetrics {
  activeConnections: number;
  requestsPerMinute: number;
  cacheHitRate: number;
  averageLatency: number;
  p95Latency: number;
  errorRate: number;
  feedLag: number;
  memoryMb: number;
  cpuPercent: number;
  jobsWaiting: number;
  subscriptions: number;
  connectionsByTransport: { [key: string]: number };
  processes: number;
  timestamp: Moment;
}

export interface ReceiptCancelInput {
  reason: string;
}

export interface ReceiptInput {
  arrivedOn?: Day | null;
  invoiceId?: Id | null;
  notes?: string;
  items: CountInput[];
}

export interface ReceiptLine {
  id: Id;
  orderItemId: Id;
  position: number;
  description: string;
  unit: string;
  /** Such as 120.000. */
  ordered: string;
  /** Such as 120.000. */
  accepted: string;
  /** Such as 120.000. */
  refused: string;
  refusedReason: string;
}

export interface ReceiptPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ReceiptRow[];
}

export interface ReceiptRow {
  id: Id;
  /** Such as REC-2026-001. */
  code: string;
  status: "physical" | "fiscal" | "done" | "cancelled";
  order: CodeRef;
  supplier: Ref;
  invoice: InvoiceRef | null;
  arrivedOn: Day;
  items: number;
  refusedItems: number;
  receivedBy: Ref | null;
  checkedBy: Ref | null;
  doneAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

/** Where a receipt stands. */
export type ReceiptStatus = "physical" | "fiscal" | "done" | "cancelled";

export interface Reckoned {
  basket: Basket;
  /** Such as 5590.14. */
  aboveCheapestSplit: string | null;
  /** Such as 5590.14. */
  aboveCheapestSingle: string | null;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface Ref {
  id: Id;
  name: string;
}

export interface RefreshRequest {
  refreshToken?: string;
}

export interface Refusal {
  reason: string;
  name?: string;
}

export interface RejectInput {
  stage?: "a1" | "a2" | "a3" | null;
  version?: number | null;
  seenSha256?: string | null;
  reason: string;
  archive?: boolean;
}

export interface Reminded {
  reminded: number;
  withoutEmail: Ref[];
}

export interface ReportsBudgetRow {
  requests: number;
  committed: string;
  allowed: string;
  overBudget: number;
  key: string;
  costCentreId: Id;
  label: string;
  month: string;
  hasBudget: boolean;
  remaining: string | null;
  used: string | null;
  exceeded: boolean;
}

export interface ReportsSupplierRow {
  invited: number;
  answered: number;
  declined: number;
  won: number;
  answerRate: string | null;
  answerHours: string | null;
  orders: number;
  total: string;
  due: number;
  punctual: number;
  punctuality: string | null;
  lateDays: string | null;
  key: Id;
  label: string;
  score: string | null;
}

export interface RequestInput {
  title: string;
  description?: string;
  costCentreId: Id;
  departmentId?: Id | null;
  priority?: "low" | "normal" | "high" | "urgent";
  neededOn?: Day | null;
}

export interface RequestPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: RequestRow[];
}

export interface RequestRef {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
}

export interface RequestRow {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  statusSince: Moment;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  requester: Ref;
  buyer: Ref | null;
  department: Ref | null;
  costCentre: CentreRef;
  items: number;
  /** Such as 2850.00. */
  estimatedTotal: string;
  /** Such as 2850.00. */
  total: string | null;
  overBudget: boolean;
  invited: number;
  answered: number;
  rejectionReason: string;
  parentId: Id | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  canAlso: { [key: string]: string[] };
}

export interface RequestsAttachment {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  createdAt: Moment;
}

export interface ReturnInput {
  reason: string;
}

export interface Role {
  id: Id;
  key: string;
  name: string;
  permissions: string[];
  shipped: boolean;
  people: number;
  version: number;
}

export interface RoleInput {
  name: string;
  permissions: string[];
}

export interface RoleRef {
  id: Id;
  name: string;
}

export interface Roles {
  data: Role[];
}

export interface Round {
  id: Id;
  /** Such as COT-2026-001. */
  code: string;
  status: "open" | "awarded" | "cancelled";
  purchaseRequest: RoundsRequestRef;
  closesAt: Moment;
  closedAt: Moment | null;
  remindedAt: Moment | null;
  instructions: string;
  exceptionReason: string;
  invited: number;
  answered: number;
  /** Such as 5590.14. */
  lowestTotal: string | null;
  createdBy: Ref | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface RoundInput {
  supplierIds: Id[];
  closesAt?: Moment | null;
  instructions?: string;
}

export interface RoundOfQuotation {
  id: Id;
  code: string;
  status: "open" | "awarded" | "cancelled";
  closesAt: Moment;
}

export interface RoundPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: Round[];
}

export interface RoundRef {
  id: Id;
  code: string;
}

export interface RoundsRequestRef {
  id: Id;
  code: string;
  title: string;
}

export interface RoutesConnections {
  data: Connection[];
}

export interface Row {
  itemId: Id;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  estimatedUnitPrice: string | null;
  cells: (Cell | null)[];
}

export interface Savings {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: SavingsRow[];
  totals: SavingsFigures;
}

export interface SavingsFigures {
  items: number;
  total: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  savedOnFirst: string;
  savedOnHighest: string;
  aboveLowest: string;
  savedPercent: string | null;
}

export interface SavingsRow {
  items: number;
  total: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  savedOnFirst: string;
  savedOnHighest: string;
  aboveLowest: string;
  savedPercent: string | null;
  key: string;
  label: string;
}

export interface ScaleStep {
  aboveM2: string;
  factor: string;
}

export interface Schedule {
  weeks: number;
  businessDays: number;
  start: Day;
  end: Day;
  stages: ScheduledStage[];
}

export interface ScheduleFigures {
  minimumWeeks: number;
  rootDivisor: string;
}

export interface ScheduledStage {
  code: string;
  name: string;
  amount: string;
  businessDays: number;
  start: Day;
  end: Day;
}

export interface SecondFactor {
  enabled: boolean;
  since: Moment | null;
  recoveryCodesLeft: number;
}

export interface SecondFactorEnrolment {
  secret: string;
  uri: string;
  qr: string;
}

/** Where in the comparison a difference is shown. */
export type Section = "facts" | "lines" | "totals" | "terms";

export interface SendInput {
  message?: string;
}

export interface Session {
  id: Id;
  createdAt: Moment;
  lastUsedAt: Moment;
  expiresAt: Moment;
  address: string | null;
  userAgent: string;
  organisation: string;
  current: boolean;
}

export interface Sessions {
  data: Session[];
}

/** How bad it is. */
export type Severity = "info" | "warning" | "critical";

export interface Share {
  quotationId: Id;
  supplierId: Id;
  supplierName: string;
  items: number;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  deliveryDays: number | null;
}

export interface ShareLink {
  url: string;
  expiresAt: Moment;
}

export interface SharePoint {
  areaM2: string;
  percent: string;
}

export interface Signed {
  stage: "a1" | "a2" | "a3";
  decision: "approved" | "rejected";
  person: Ref;
  at: Moment;
}

export interface SignedIn {
  token: string;
  refreshToken: string;
  expiresIn: number;
  csrfToken: string;
  user: Me;
}

export interface SignerView {
  person: Ref;
  onBehalfOf: Ref | null;
  escalated: boolean;
}

export interface Spend {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: SpendRow[];
  totals: SpendFigures;
}

export interface SpendFigures {
  orders: number;
  requests: number;
  total: string;
}

export interface SpendRow {
  orders: number;
  requests: number;
  total: string;
  key: string;
  label: string;
  share: string;
}

export interface StageAmount {
  code: string;
  name: string;
  percent: string;
  amount: string;
}

export interface StageFigures {
  system: StageSystem;
  standard: StageShare[];
  engineering: StageShare[];
  nbr16636: StageShare[];
}

export interface StageRow {
  count: number;
  mean: string | null;
  median: string | null;
  p90: string | null;
  key: string;
  label: string;
}

export interface StageShare {
  code: string;
  name: string;
  percent: string;
}

/** Which stages the work is divided into. */
export type StageSystem = "lv_ep_ap_pe" | "nbr_16636";

export interface StageTimes {
  count: number;
  mean: string | null;
  median: string | null;
  p90: string | null;
}

/** Standard of finish (padrão). */
export type Standard = "simples" | "medio" | "alto";

/** Of the process as a whole. */
export type Status = "ok" | "degraded" | "unavailable";

export interface StatusCount {
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  count: number;
  /** Such as 2850.00. */
  total: string;
}

export interface StatusFigures {
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  count: number;
  /** Such as 28520.00. */
  total: string;
}

export interface Supplier {
  id: Id;
  kind: SupplierKind;
  name: string;
  tradeName: string;
  document: string;
  email: string;
  phone: string;
  website: string;
  contactName: string;
  address: Address;
  categories: string[];
  paymentDays: number[];
  score: string | null;
  notes: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface SupplierContact {
  email: string;
  phone: string;
  contactName: string;
}

export interface SupplierFigures {
  invited: number;
  answered: number;
  declined: number;
  won: number;
  answerRate: string | null;
  answerHours: string | null;
  orders: number;
  total: string;
  due: number;
  punctual: number;
  punctuality: string | null;
  lateDays: string | null;
}

export interface SupplierFile {
  name: string;
  contentType: string;
  size: number;
  sha256: string;
}

export interface SupplierInput {
  kind: SupplierKind;
  name: string;
  tradeName?: string;
  document?: string;
  email?: string;
  phone?: string;
  website?: string;
  contactName?: string;
  address?: Address;
  categories?: string[];
  paymentDays?: number[];
  /** Such as 8.5. */
  score?: string | null;
  notes?: string;
}

/** A firm, a person, or a shop on the internet. */
export type SupplierKind = "PJ" | "PF" | "ONLINE";

export interface SupplierMessage {
  text: string;
  name?: string;
}

export interface SupplierPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: SupplierRow[];
}

export interface SupplierRefusal {
  reason: string;
}

export interface SupplierRow {
  id: Id;
  kind: SupplierKind;
  name: string;
  tradeName: string;
  document: string | null;
  email: string;
  phone: string;
  website: string;
  contactName: string;
  city: string;
  uf: string;
  categories: string[];
  paymentDays: number[];
  score: string | null;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface Suppliers {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: ReportsSupplierRow[];
  totals: SupplierFigures;
}

export interface SwitchRequest {
  organisationId: Id;
}

export interface TechnicalHoursFigures {
  hoursPerM2: { [key: string]: string };
  complexityFactorApplies: boolean;
  typeFactor: { [key: string]: string };
  disciplineFactor: { [key: string]: string };
  scale: ScaleStep[];
  rates: { [key: string]: LevelFigures };
  team: { [key: string]: LevelFigures };
  indirectPercent: string;
  taxesPercent: string;
  contingencyPercent: string;
  profitPercent: string;
}

export interface Template {
  key: string;
  name: string;
  description: string;
  disciplines: Discipline[];
  buildingType?: BuildingType | null;
  version: number;
  chapters: Chapter[];
}

export interface TemplateDetail {
  id: Id;
  key: string;
  number: number;
  shipped: boolean;
  active: boolean;
  definition: Template;
}

export interface TemplateRow {
  id: Id;
  key: string;
  number: number;
  name: string;
  description: string;
  questions: number;
  shipped: boolean;
  active: boolean;
}

export interface Templates {
  data: TemplateRow[];
}

export interface TermsChange {
  validDays?: number | null;
  revisions?: number | null;
  adjustmentIndex?: string | null;
  adjustmentMonths?: number | null;
}

export interface TermsFigures {
  validDays: number;
  revisions: number;
  adjustmentIndex: string;
  adjustmentMonths: number;
}

export interface TypeFigures {
  buildingType: string;
  count: number;
  /** Such as 28520.00. */
  total: string;
  approved: number;
  /** Such as 28520.00. */
  approvedTotal: string;
  /** Such as 28520.00. */
  pricePerM2: string;
}

/** The 26 states and the Federal District. */
export type Uf = "AC" | "AL" | "AM" | "AP" | "BA" | "CE" | "DF" | "ES" | "GO" | "MA" | "MG" | "MS" | "MT" | "PA" | "PB" | "PE" | "PI" | "PR" | "RJ" | "RN" | "RO" | "RR" | "RS" | "SC" | "SE" | "SP" | "TO";

export interface UnreadCount {
  unread: number;
}

export interface Upload {
  id: Id;
  method: string;
  url: string;
  headers: { [key: string]: string };
  expiresAt: Moment;
}

export interface VersionRow {
  id: Id;
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  /** Such as 28520.00. */
  total: string;
  createdAt: Moment;
  sentAt: Moment | null;
  decidedAt: Moment | null;
}

export interface Versions {
  data: VersionRow[];
}

/** What the person who makes the price is told; the code never changes, the sentence may. */
export type WarningCode = "price_per_m2_out_of_band" | "methods_apart" | "minimum_applied" | "example_figures" | "cub_stale" | "budget_below_works" | "deadline_short";

export interface WhatIfInput {
  choices?: ChoiceInput[];
  quotationId?: Id | null;
  leaveOut?: Id[];
}

export interface WhyInput {
  reason: string;
}

export interface WithoutAnswer {
  quotationId: Id;
  supplier: Ref;
  status: "invited" | "declined" | "expired" | "cancelled";
  declinedReason: string;
}

export interface WorksShareFigures {
  cub: CubValue[];
  cubStaleAfterMonths: number;
  adequacyByStandard: { [key: string]: string };
  adequacyByType: { [key: string]: string };
  percentByArea: SharePoint[];
  disciplinePercent: { [key: string]: string };
}

export interface components {
  schemas: {
    Address: Address;
    AlertPage: AlertPage;
    AlertRuleInput: AlertRuleInput;
    AlertRuleView: AlertRuleView;
    AlertRules: AlertRules;
    AlertView: AlertView;
    AllOf: AllOf;
    Answer: Answer;
    AnswerItemInput: AnswerItemInput;
    AnswerLimits: AnswerLimits;
    AnswerPage: AnswerPage;
    AnswerRow: AnswerRow;
    Answered: Answered;
    Answers: Answers;
    AnyOf: AnyOf;
    Approval: Approval;
    ApprovalPolicy: ApprovalPolicy;
    Approvals: Approvals;
    ApproveInput: ApproveInput;
    AuditLine: AuditLine;
    AuditPage: AuditPage;
    Award: Award;
    AwardInput: AwardInput;
    AwardItem: AwardItem;
    AwardSummary: AwardSummary;
    Awards: Awards;
    Balance: Balance;
    Basket: Basket;
    Board: Board;
    Briefing: Briefing;
    BriefingChange: BriefingChange;
    BriefingInput: BriefingInput;
    BriefingPage: BriefingPage;
    BriefingRef: BriefingRef;
    BriefingRow: BriefingRow;
    Budget: Budget;
    BudgetChange: BudgetChange;
    BudgetFigures: BudgetFigures;
    BudgetInput: BudgetInput;
    BudgetPage: BudgetPage;
    BudgetReport: BudgetReport;
    BudgetRule: BudgetRule;
    BudgetView: BudgetView;
    BuildingType: BuildingType;
    Bulk: Bulk;
    BulkInput: BulkInput;
    BulkItem: BulkItem;
    BulkPage: BulkPage;
    BulkRow: BulkRow;
    BuyerInput: BuyerInput;
    ByHandConfirmation: ByHandConfirmation;
    CacheHealth: CacheHealth;
    CashOffer: CashOffer;
    Cell: Cell;
    CentrePeople: CentrePeople;
    CentrePerson: CentrePerson;
    CentrePersonInput: CentrePersonInput;
    CentreRef: CentreRef;
    Chapter: Chapter;
    ChoiceInput: ChoiceInput;
    Client: Client;
    ClientInput: ClientInput;
    ClientPage: ClientPage;
    ClientRow: ClientRow;
    Code: Code;
    CodeRef: CodeRef;
    Column: Column;
    CommentInput: CommentInput;
    CommentPage: CommentPage;
    CommentRow: CommentRow;
    CommercialTerms: CommercialTerms;
    CommitmentFigures: CommitmentFigures;
    CommitmentRow: CommitmentRow;
    Commitments: Commitments;
    ComparedRound: ComparedRound;
    ComparisonMap: ComparisonMap;
    Complexity: Complexity;
    ComposedDiscipline: ComposedDiscipline;
    Composition: Composition;
    Confirmation: Confirmation;
    ConfirmationReceipt: ConfirmationReceipt;
    Connection: Connection;
    Contains: Contains;
    CostCentre: CostCentre;
    CostCentreInput: CostCentreInput;
    CostCentrePage: CostCentrePage;
    CountInput: CountInput;
    Credentials: Credentials;
    CubValue: CubValue;
    CycleTime: CycleTime;
    DatabaseHealth: DatabaseHealth;
    DeadJob: DeadJob;
    DeadJobs: DeadJobs;
    Decision: Decision;
    DecisionInput: DecisionInput;
    Delegation: Delegation;
    DelegationInput: DelegationInput;
    DelegationPage: DelegationPage;
    DelegationRow: DelegationRow;
    Department: Department;
    DepartmentInput: DepartmentInput;
    DepartmentPage: DepartmentPage;
    DifferenceKind: DifferenceKind;
    Discipline: Discipline;
    DisciplineLine: DisciplineLine;
    DiscountChange: DiscountChange;
    DiscountDecision: DiscountDecision;
    DiscountKind: DiscountKind;
    DiscountView: DiscountView;
    EndingInput: EndingInput;
    Equals: Equals;
    ExtendInput: ExtendInput;
    Extra: Extra;
    Fact: Fact;
    FactInput: FactInput;
    FactsInput: FactsInput;
    Family: Family;
    File: File;
    FileInput: FileInput;
    FinishInput: FinishInput;
    Frequency: Frequency;
    GenerationInput: GenerationInput;
    Greater: Greater;
    GroupBy: GroupBy;
    Health: Health;
    HistoryPoint: HistoryPoint;
    HoursSpent: HoursSpent;
    Instalment: Instalment;
    InstalmentTerm: InstalmentTerm;
    Invitation: Invitation;
    InvitationAcceptance: InvitationAcceptance;
    InvitationPage: InvitationPage;
    InvitationPreview: InvitationPreview;
    InvitationRequest: InvitationRequest;
    InvitationToken: InvitationToken;
    InviteInput: InviteInput;
    Invoice: Invoice;
    InvoiceCancellation: InvoiceCancellation;
    InvoiceInput: InvoiceInput;
    InvoiceItem: InvoiceItem;
    InvoiceLink: InvoiceLink;
    InvoiceMapping: InvoiceMapping;
    InvoicePage: InvoicePage;
    InvoiceRef: InvoiceRef;
    InvoiceRow: InvoiceRow;
    IssueInput: IssueInput;
    Issuer: Issuer;
    Item: Item;
    ItemInput: ItemInput;
    ItemPage: ItemPage;
    ItemRow: ItemRow;
    ItemsInput: ItemsInput;
    Less: Less;
    LevelFigures: LevelFigures;
    LevelHours: LevelHours;
    LimitFigures: LimitFigures;
    Line: Line;
    LineMapping: LineMapping;
    Liveness: Liveness;
    Load: Load;
    LogoInput: LogoInput;
    MarkedRead: MarkedRead;
    MarketFigures: MarketFigures;
    MarketRate: MarketRate;
    MatchInvoice: MatchInvoice;
    MatchLine: MatchLine;
    MatchReceipt: MatchReceipt;
    MatchTotals: MatchTotals;
    Me: Me;
    MeanDays: MeanDays;
    Memory: Memory;
    MessageInput: MessageInput;
    Method: Method;
    MethodResult: MethodResult;
    Metric: Metric;
    MetricHistory: MetricHistory;
    MissingFact: MissingFact;
    MonthFigures: MonthFigures;
    MonthTimes: MonthTimes;
    MoveInput: MoveInput;
    NewRequest: NewRequest;
    NotEquals: NotEquals;
    NoticeType: NoticeType;
    NotificationAction: NotificationAction;
    NotificationEvent: NotificationEvent;
    NotificationPage: NotificationPage;
    NotificationPreferences: NotificationPreferences;
    NotificationPreferencesInput: NotificationPreferencesInput;
    NotificationRow: NotificationRow;
    OneOf: OneOf;
    Option: Option;
    Orcamento: Orcamento;
    OrcamentoChange: OrcamentoChange;
    OrcamentoPage: OrcamentoPage;
    OrcamentoRow: OrcamentoRow;
    Order: Order;
    OrderBody: OrderBody;
    OrderEvent: OrderEvent;
    OrderEventPerson: OrderEventPerson;
    OrderHistory: OrderHistory;
    OrderInput: OrderInput;
    OrderItem: OrderItem;
    OrderMatch: OrderMatch;
    OrderMessageInput: OrderMessageInput;
    OrderPage: OrderPage;
    OrderRow: OrderRow;
    OrderSendInput: OrderSendInput;
    OrderShareLink: OrderShareLink;
    OrdersIssued: OrdersIssued;
    Organisation: Organisation;
    OrganisationInput: OrganisationInput;
    OrganisationRef: OrganisationRef;
    OtherMethod: OtherMethod;
    PageBuyer: PageBuyer;
    PageConfirmation: PageConfirmation;
    PageLine: PageLine;
    PageMessage: PageMessage;
    PageSupplier: PageSupplier;
    PartStatus: PartStatus;
    Password: Password;
    PasswordAndCode: PasswordAndCode;
    PasswordChange: PasswordChange;
    PasswordReset: PasswordReset;
    PasswordResetAsked: PasswordResetAsked;
    PasswordResetRequest: PasswordResetRequest;
    PasteInput: PasteInput;
    Pasted: Pasted;
    PastedLine: PastedLine;
    PaymentChange: PaymentChange;
    PaymentFigures: PaymentFigures;
    PaymentPlan: PaymentPlan;
    PaymentView: PaymentView;
    PeoplePage: PeoplePage;
    PermissionInfo: PermissionInfo;
    Permissions: Permissions;
    Person: Person;
    PersonChange: PersonChange;
    PersonRef: PersonRef;
    Pipeline: Pipeline;
    Preview: Preview;
    PreviewInput: PreviewInput;
    PricePart: PricePart;
    PricePolicy: PricePolicy;
    PriceWarning: PriceWarning;
    PricingView: PricingView;
    ProjectFacts: ProjectFacts;
    ProposalAdjustment: ProposalAdjustment;
    ProposalAnswer: ProposalAnswer;
    ProposalBar: ProposalBar;
    ProposalBody: ProposalBody;
    ProposalCash: ProposalCash;
    ProposalClient: ProposalClient;
    ProposalComment: ProposalComment;
    ProposalInstalment: ProposalInstalment;
    ProposalLine: ProposalLine;
    ProposalProject: ProposalProject;
    ProposalStage: ProposalStage;
    ProposalStages: ProposalStages;
    ProposalStudio: ProposalStudio;
    PublicAnswer: PublicAnswer;
    PublicAnswerItem: PublicAnswerItem;
    PublicItem: PublicItem;
    PublicMessage: PublicMessage;
    PublicOrder: PublicOrder;
    PublicProposal: PublicProposal;
    PublicQuotation: PublicQuotation;
    PurchaseRef: PurchaseRef;
    PurchaseRequest: PurchaseRequest;
    QuestionKind: QuestionKind;
    QueuePage: QueuePage;
    QueueRow: QueueRow;
    QueuedJob: QueuedJob;
    Quotation: Quotation;
    QuotationItem: QuotationItem;
    QuotationLink: QuotationLink;
    QuotationMessage: QuotationMessage;
    QuotationMessagePage: QuotationMessagePage;
    QuotationPage: QuotationPage;
    QuotationRow: QuotationRow;
    ReadBriefing: ReadBriefing;
    ReadFact: ReadFact;
    RealtimeHealth: RealtimeHealth;
    RealtimeMetrics: RealtimeMetrics;
    ReceiptCancelInput: ReceiptCancelInput;
    ReceiptInput: ReceiptInput;
    ReceiptLine: ReceiptLine;
    ReceiptPage: ReceiptPage;
    ReceiptRow: ReceiptRow;
    ReceiptStatus: ReceiptStatus;
    Reckoned: Reckoned;
    RecoveryCodes: RecoveryCodes;
    Ref: Ref;
    RefreshRequest: RefreshRequest;
    Refusal: Refusal;
    RejectInput: RejectInput;
    Reminded: Reminded;
    RequestInput: RequestInput;
    RequestPage: RequestPage;
    RequestRow: RequestRow;
    ReturnInput: ReturnInput;
    Role: Role;
    RoleInput: RoleInput;
    RoleRef: RoleRef;
    Roles: Roles;
    Round: Round;
    RoundInput: RoundInput;
    RoundOfQuotation: RoundOfQuotation;
    RoundPage: RoundPage;
    RoundRef: RoundRef;
    Row: Row;
    Savings: Savings;
    SavingsFigures: SavingsFigures;
    SavingsRow: SavingsRow;
    ScaleStep: ScaleStep;
    Schedule: Schedule;
    ScheduleFigures: ScheduleFigures;
    ScheduledStage: ScheduledStage;
    SecondFactor: SecondFactor;
    SecondFactorEnrolment: SecondFactorEnrolment;
    Section: Section;
    SendInput: SendInput;
    Session: Session;
    Sessions: Sessions;
    Severity: Severity;
    Share: Share;
    ShareLink: ShareLink;
    SharePoint: SharePoint;
    Signed: Signed;
    SignedIn: SignedIn;
    SignerView: SignerView;
    Spend: Spend;
    SpendFigures: SpendFigures;
    SpendRow: SpendRow;
    StageAmount: StageAmount;
    StageFigures: StageFigures;
    StageRow: StageRow;
    StageShare: StageShare;
    StageSystem: StageSystem;
    StageTimes: StageTimes;
    Standard: Standard;
    Status: Status;
    StatusCount: StatusCount;
    StatusFigures: StatusFigures;
    Supplier: Supplier;
    SupplierContact: SupplierContact;
    SupplierFigures: SupplierFigures;
    SupplierFile: SupplierFile;
    SupplierInput: SupplierInput;
    SupplierKind: SupplierKind;
    SupplierMessage: SupplierMessage;
    SupplierPage: SupplierPage;
    SupplierRefusal: SupplierRefusal;
    Suppliers: Suppliers;
    SwitchRequest: SwitchRequest;
    TechnicalHoursFigures: TechnicalHoursFigures;
    Template: Template;
    TemplateDetail: TemplateDetail;
    TemplateRow: TemplateRow;
    Templates: Templates;
    TermsChange: TermsChange;
    TermsFigures: TermsFigures;
    TypeFigures: TypeFigures;
    Uf: Uf;
    UnreadCount: UnreadCount;
    Upload: Upload;
    VersionRow: VersionRow;
    Versions: Versions;
    WarningCode: WarningCode;
    WhatIfInput: WhatIfInput;
    WhyInput: WhyInput;
    WithoutAnswer: WithoutAnswer;
    WorksShareFigures: WorksShareFigures;
    budgets_BudgetRow: BudgetRow;
    core_health_Connections: HealthConnections;
    estimating_rules_comparison_Difference: EstimatingComparisonDifference;
    estimating_rules_methods_result_Step: EstimatingMethodsResultStep;
    estimating_rules_questionnaire_structure_Question: EstimatingQuestionnaireStructureQuestion;
    estimating_schemas_approval_Comment: EstimatingApprovalComment;
    estimating_schemas_approval_Receipt: EstimatingApprovalReceipt;
    estimating_schemas_briefings_AnswerInput: EstimatingBriefingsAnswerInput;
    estimating_schemas_orcamentos_Event: EstimatingOrcamentosEvent;
    estimating_schemas_orcamentos_EventPerson: EstimatingOrcamentosEventPerson;
    estimating_schemas_orcamentos_History: EstimatingOrcamentosHistory;
    estimating_schemas_policy_Policy: EstimatingPolicy;
    estimating_schemas_policy_PolicyInput: EstimatingPolicyInput;
    estimating_schemas_policy_PolicyVersion: EstimatingPolicyVersion;
    estimating_schemas_policy_PolicyVersions: EstimatingPolicyVersions;
    http_problem_Problem: HttpProblem;
    live_alerts_rules_Comparison: AlertsComparison;
    live_routes_Connections: RoutesConnections;
    modules_estimating_schemas_orcamentos_Comparison: EstimatingOrcamentosComparison;
    modules_procurement_rules_pasted_items_Problem: ProcurementPastedItemsProblem;
    modules_procurement_schemas_awards_Comparison: ProcurementAwardsComparison;
    procurement_rules_match_Difference: ProcurementMatchDifference;
    procurement_schemas_approval_policy_Policy: ProcurementApprovalPolicy;
    procurement_schemas_approval_policy_PolicyInput: ProcurementApprovalPolicyInput;
    procurement_schemas_approval_policy_PolicyVersion: ProcurementApprovalPolicyVersion;
    procurement_schemas_approval_policy_PolicyVersions: ProcurementApprovalPolicyVersions;
    procurement_schemas_approvals_Step: ProcurementApprovalsStep;
    procurement_schemas_comments_Comment: ProcurementComment;
    procurement_schemas_order_page_Question: ProcurementOrderPageQuestion;
    procurement_schemas_quotations_AnswerInput: ProcurementQuotationsAnswerInput;
    procurement_schemas_receipts_Receipt: ProcurementReceipt;
    procurement_schemas_requests_Event: ProcurementRequestsEvent;
    procurement_schemas_requests_EventPerson: ProcurementRequestsEventPerson;
    procurement_schemas_requests_History: ProcurementRequestsHistory;
    quotations_Attachment: QuotationsAttachment;
    reports_BudgetRow: ReportsBudgetRow;
    reports_SupplierRow: ReportsSupplierRow;
    requests_Attachment: RequestsAttachment;
    requests_RequestRef: RequestRef;
    rounds_RequestRef: RoundsRequestRef;
    suppliers_SupplierRow: SupplierRow;
  };
}

export interface paths {
  "/health": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Health } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/live": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Liveness } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/ready": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Health } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/metrics": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "text/plain": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/live": {
    get: {
      parameters: { query: { resources: string; since?: string }; header?: { "Last-Event-ID"?: string }; };
      responses: {
        200: { content: { "application/json": string } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/live/connections": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RoutesConnections } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/login": {
    post: {
      parameters: { header?: { "X-Esteio-Session"?: string }; };
      requestBody: { content: { "application/json": Credentials } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/refresh": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": RefreshRequest } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/logout": {
    post: {
      parameters: {};
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/switch": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": SwitchRequest } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/me": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Me } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordChange } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password/reset-request": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordResetRequest } };
      responses: {
        202: { content: { "application/json": PasswordResetAsked } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password/reset": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordReset } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/sessions": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Sessions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: {};
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/sessions/{session_id}": {
    delete: {
      parameters: { path: { session_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": SecondFactor } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Password } };
      responses: {
        201: { content: { "application/json": SecondFactorEnrolment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/confirm": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Code } };
      responses: {
        200: { content: { "application/json": RecoveryCodes } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/recovery-codes": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordAndCode } };
      responses: {
        200: { content: { "application/json": RecoveryCodes } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/disable": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordAndCode } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": FileInput } };
      responses: {
        201: { content: { "application/json": Upload } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files/{file_id}/confirm": {
    post: {
      parameters: { path: { file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files/{file_id}": {
    get: {
      parameters: { path: { file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; unread?: boolean; event?: string }; };
      responses: {
        200: { content: { "application/json": NotificationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/unread": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": UnreadCount } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/{notification_id}/read": {
    post: {
      parameters: { path: { notification_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/read-all": {
    post: {
      parameters: {};
      responses: {
        200: { content: { "application/json": MarkedRead } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/user/notification-preferences": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": NotificationPreferences } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: {};
      requestBody: { content: { "application/json": NotificationPreferencesInput } };
      responses: {
        200: { content: { "application/json": NotificationPreferences } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/realtime": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RealtimeHealth } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/metrics/realtime": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RealtimeMetrics } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/metrics/history": {
    get: {
      parameters: { query: { metric: Metric; from?: Moment; to?: Moment }; };
      responses: {
        200: { content: { "application/json": MetricHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": AlertRules } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": AlertRuleInput } };
      responses: {
        201: { content: { "application/json": AlertRuleView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules/{rule_id}": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { rule_id: Id }; };
      requestBody: { content: { "application/json": AlertRuleInput } };
      responses: {
        200: { content: { "application/json": AlertRuleView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { rule_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules/{rule_id}/test": {
    post: {
      parameters: { path: { rule_id: Id }; };
      responses: {
        202: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alerts": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; open?: boolean; severity?: string }; };
      responses: {
        200: { content: { "application/json": AlertPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/organisation": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": OrganisationInput } };
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/organisation/logo": {
    put: {
      parameters: {};
      requestBody: { content: { "application/json": LogoInput } };
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/people": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; status?: string }; };
      responses: {
        200: { content: { "application/json": PeoplePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/people/{person_id}": {
    get: {
      parameters: { path: { person_id: Id }; };
      responses: {
        200: { content: { "application/json": Person } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    patch: {
      parameters: { path: { person_id: Id }; };
      requestBody: { content: { "application/json": PersonChange } };
      responses: {
        200: { content: { "application/json": Person } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; status?: string }; };
      responses: {
        200: { content: { "application/json": InvitationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvitationRequest } };
      responses: {
        201: { content: { "application/json": Invitation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/{invitation_id}": {
    delete: {
      parameters: { path: { invitation_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/open": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvitationToken } };
      responses: {
        200: { content: { "application/json": InvitationPreview } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/accept": {
    post: {
      parameters: { header?: { "X-Esteio-Session"?: string }; };
      requestBody: { content: { "application/json": InvitationAcceptance } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/permissions": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Permissions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/roles": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Roles } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": RoleInput } };
      responses: {
        201: { content: { "application/json": Role } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/roles/{role_id}": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { role_id: Id }; };
      requestBody: { content: { "application/json": RoleInput } };
      responses: {
        200: { content: { "application/json": Role } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { role_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/audit": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; action?: string; result?: string }; };
      responses: {
        200: { content: { "application/json": AuditPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/jobs/dead": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": DeadJobs } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/jobs/{job_id}/retry": {
    post: {
      parameters: { path: { job_id: number }; };
      responses: {
        202: { content: { "application/json": QueuedJob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; kind?: "PF" | "PJ"; uf?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": ClientPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": ClientInput } };
      responses: {
        201: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/{client_id}": {
    get: {
      parameters: { path: { client_id: Id }; };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { client_id: Id }; };
      requestBody: { content: { "application/json": ClientInput } };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { client_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/{client_id}/restore": {
    post: {
      parameters: { path: { client_id: Id }; };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates": {
    get: {
      parameters: { query?: { inactive?: boolean }; };
      responses: {
        200: { content: { "application/json": Templates } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Template } };
      responses: {
        201: { content: { "application/json": TemplateDetail } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates/{template_id}": {
    get: {
      parameters: { path: { template_id: Id }; };
      responses: {
        200: { content: { "application/json": TemplateDetail } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { template_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates/{template_id}/activate": {
    post: {
      parameters: { path: { template_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; clientId?: Id; responsibleId?: Id }; };
      responses: {
        200: { content: { "application/json": BriefingPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BriefingInput } };
      responses: {
        201: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{ref}": {
    get: {
      parameters: { path: { ref: string }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}": {
    patch: {
      parameters: { header?: { "If-Match"?: string }; path: { briefing_id: Id }; };
      requestBody: { content: { "application/json": BriefingChange } };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/complete": {
    post: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/edit": {
    post: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/answers": {
    get: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Answers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-answers": {
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; briefingId: Id }; };
      responses: {
        200: { content: { "application/json": AnswerPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/answers/{question_id}": {
    put: {
      parameters: { path: { briefing_id: Id; question_id: string }; };
      requestBody: { content: { "application/json": EstimatingBriefingsAnswerInput } };
      responses: {
        200: { content: { "application/json": Answers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{ref}/extraction": {
    get: {
      parameters: { path: { ref: string }; };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/facts/{fact}": {
    put: {
      parameters: { path: { briefing_id: Id; fact: Fact }; };
      requestBody: { content: { "application/json": FactInput } };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { briefing_id: Id; fact: Fact }; };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; clientId?: Id; briefingId?: Id; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": OrcamentoPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/gerar-briefing/{ref}": {
    post: {
      parameters: { query?: { novaVersao?: boolean }; path: { ref: string }; };
      requestBody: { content: { "application/json": GenerationInput | null } };
      responses: {
        201: { content: { "application/json": Orcamento } };
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}": {
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    patch: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": OrcamentoChange } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/discount/approve": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DiscountDecision | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/discount/refuse": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DiscountDecision | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/send": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": SendInput | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/link": {
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": ShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        201: { content: { "application/json": ShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/approve": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DecisionInput } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/reject": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DecisionInput } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/new-version": {
    post: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        201: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/versions": {
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": Versions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/compare": {
    get: {
      parameters: { query: { with: Id }; path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": EstimatingOrcamentosComparison } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/history": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": EstimatingOrcamentosHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/proposal.pdf": {
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}": {
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicProposal } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/pdf": {
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/approve": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Approval } };
      responses: {
        200: { content: { "application/json": EstimatingApprovalReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/decline": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Refusal } };
      responses: {
        200: { content: { "application/json": EstimatingApprovalReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/comments": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": EstimatingApprovalComment } };
      responses: {
        201: { content: { "application/json": ProposalComment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": EstimatingPolicyInput } };
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/versions": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": EstimatingPolicyVersions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/versions/{number}": {
    get: {
      parameters: { path: { number: number }; };
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/preview": {
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PreviewInput } };
      responses: {
        200: { content: { "application/json": Preview } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/statistics/pipeline": {
    get: {
      parameters: { query?: { from?: Day; to?: Day }; };
      responses: {
        200: { content: { "application/json": Pipeline } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; clientId?: Id; briefingId?: Id; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; kind?: "PF" | "PJ"; uf?: string; archived?: boolean }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; clientId?: Id; responsibleId?: Id }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": DepartmentPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": DepartmentInput } };
      responses: {
        201: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments/{department_id}": {
    get: {
      parameters: { path: { department_id: Id }; };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      requestBody: { content: { "application/json": DepartmentInput } };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments/{department_id}/restore": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; departmentId?: Id; personId?: Id; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": CostCentrePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": CostCentreInput } };
      responses: {
        201: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}": {
    get: {
      parameters: { path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      requestBody: { content: { "application/json": CostCentreInput } };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/restore": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/people": {
    get: {
      parameters: { path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CentrePeople } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/people/{person_id}": {
    put: {
      parameters: { path: { cost_centre_id: Id; person_id: Id }; };
      requestBody: { content: { "application/json": CentrePersonInput } };
      responses: {
        200: { content: { "application/json": CentrePerson } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { path: { cost_centre_id: Id; person_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/budgets": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; costCentreId?: Id; year?: number; month?: number }; };
      responses: {
        200: { content: { "application/json": BudgetPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BudgetInput } };
      responses: {
        201: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/budgets/{budget_id}": {
    get: {
      parameters: { path: { budget_id: Id }; };
      responses: {
        200: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { budget_id: Id }; };
      requestBody: { content: { "application/json": BudgetChange } };
      responses: {
        200: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { budget_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/budget": {
    get: {
      parameters: { query?: { amount?: string; on?: Day; requestId?: Id }; path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": BudgetView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; kind?: SupplierKind; uf?: string; category?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": SupplierPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": SupplierInput } };
      responses: {
        201: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/{supplier_id}": {
    get: {
      parameters: { path: { supplier_id: Id }; };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      requestBody: { content: { "application/json": SupplierInput } };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/{supplier_id}/restore": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": ProcurementApprovalPolicyInput } };
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy/versions": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicyVersions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy/versions/{number}": {
    get: {
      parameters: { path: { number: number }; };
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; fromId?: Id; toId?: Id; standing?: boolean }; };
      responses: {
        200: { content: { "application/json": DelegationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": DelegationInput } };
      responses: {
        201: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations/{delegation_id}": {
    get: {
      parameters: { path: { delegation_id: Id }; };
      responses: {
        200: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations/{delegation_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { delegation_id: Id }; };
      responses: {
        200: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; priority?: string; costCentreId?: Id; departmentId?: Id; requesterId?: Id; buyerId?: Id; parentId?: Id; overBudget?: boolean; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": RequestPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": NewRequest } };
      responses: {
        201: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/board": {
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Board } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}": {
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": RequestInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/items": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ItemsInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/items/paste": {
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": PasteInput } };
      responses: {
        200: { content: { "application/json": Pasted } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/buyer": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": BuyerInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/duplicate": {
    post: {
      parameters: { path: { request_id: Id }; };
      responses: {
        201: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/moves": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": MoveInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/history": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementRequestsHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-request-items": {
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; requestId: Id }; };
      responses: {
        200: { content: { "application/json": ItemPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-request-comments": {
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; requestId: Id }; };
      responses: {
        200: { content: { "application/json": CommentPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/comments": {
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": CommentInput } };
      responses: {
        201: { content: { "application/json": ProcurementComment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/comments/{comment_id}": {
    delete: {
      parameters: { path: { request_id: Id; comment_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; stage?: string; escalated?: boolean; requestId?: Id }; };
      responses: {
        200: { content: { "application/json": QueuePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/approvals": {
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": Approvals } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/approve": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ApproveInput | null } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/reject": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": RejectInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals/bulk": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; state?: string }; };
      responses: {
        200: { content: { "application/json": BulkPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BulkInput } };
      responses: {
        202: { content: { "application/json": BulkRow } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals/bulk/{bulk_id}": {
    get: {
      parameters: { path: { bulk_id: Id }; };
      responses: {
        200: { content: { "application/json": Bulk } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; purchaseRequestId?: Id }; };
      responses: {
        200: { content: { "application/json": RoundPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/rounds": {
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": RoundInput } };
      responses: {
        201: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}": {
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/invite": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": InviteInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/extend": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": ExtendInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/remind": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": Reminded } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; roundId?: Id; purchaseRequestId?: Id; supplierId?: Id }; };
      responses: {
        200: { content: { "application/json": QuotationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}": {
    get: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/answer": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": ProcurementQuotationsAnswerInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/decline": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/link": {
    get: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        200: { content: { "application/json": QuotationLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        201: { content: { "application/json": QuotationLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-messages": {
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; quotationId: Id }; };
      responses: {
        200: { content: { "application/json": QuotationMessagePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/messages": {
    post: {
      parameters: { path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": MessageInput } };
      responses: {
        201: { content: { "application/json": QuotationMessage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}": {
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/answer": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": ProcurementQuotationsAnswerInput } };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/decline": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierRefusal } };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/messages": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierMessage } };
      responses: {
        201: { content: { "application/json": PublicMessage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/files": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierFile } };
      responses: {
        201: { content: { "application/json": Upload } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/files/{file_id}/confirm": {
    post: {
      parameters: { path: { token: string; file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison": {
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementAwardsComparison } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison/what-if": {
    post: {
      parameters: { path: { round_id: Id }; };
      requestBody: { content: { "application/json": WhatIfInput } };
      responses: {
        200: { content: { "application/json": Reckoned } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison.xlsx": {
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison.pdf": {
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/award": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": AwardInput } };
      responses: {
        201: { content: { "application/json": Award } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/awards/{award_id}": {
    get: {
      parameters: { path: { award_id: Id }; };
      responses: {
        200: { content: { "application/json": Award } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/awards": {
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": Awards } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/return-to-quotation": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ReturnInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; fulfilment?: string; supplierId?: Id; requestId?: Id; costCentreId?: Id; buyerId?: Id; late?: boolean; from?: Day; to?: Day; expectedFrom?: Day; expectedTo?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": OrderPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/orders": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": IssueInput | null } };
      responses: {
        201: { content: { "application/json": OrdersIssued } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}": {
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/send": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderSendInput | null } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/link": {
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: { path: { order_id: Id }; };
      responses: {
        201: { content: { "application/json": OrderShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/messages": {
    post: {
      parameters: { path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderMessageInput } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/confirm": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": ByHandConfirmation | null } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/return-to-quotation": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/close-short": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/order.pdf": {
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/history": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}": {
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicOrder } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/pdf": {
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/confirm": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Confirmation } };
      responses: {
        200: { content: { "application/json": ConfirmationReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/messages": {
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": ProcurementOrderPageQuestion } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; orderId?: Id; supplierId?: Id; invoiceId?: Id; from?: Day; to?: Day }; };
      responses: {
        200: { content: { "application/json": ReceiptPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/receipts": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": ReceiptInput } };
      responses: {
        201: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}": {
    get: {
      parameters: { path: { receipt_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": ReceiptInput } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/hand-in": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/finish": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": FinishInput | null } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": ReceiptCancelInput } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; orderId?: Id; supplierId?: Id; linked?: boolean; from?: Day; to?: Day; cancelled?: boolean }; };
      responses: {
        200: { content: { "application/json": InvoicePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvoiceInput } };
      responses: {
        201: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}": {
    get: {
      parameters: { path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/xml": {
    get: {
      parameters: { path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/xml": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/link": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceLink } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/items": {
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceMapping } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/cancel": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceCancellation } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/restore": {
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/match": {
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderMatch } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/spend": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Spend } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/spend/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/cycle-time": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string }; };
      responses: {
        200: { content: { "application/json": CycleTime } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/cycle-time/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/savings": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Savings } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/savings/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/suppliers": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; top?: number }; };
      responses: {
        200: { content: { "application/json": Suppliers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/suppliers/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/commitments": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Commitments } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/commitments/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/budget": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; top?: number }; };
      responses: {
        200: { content: { "application/json": BudgetReport } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/budget/export": {
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; kind?: SupplierKind; uf?: string; category?: string; archived?: boolean }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; priority?: string; costCentreId?: Id; departmentId?: Id; requesterId?: Id; buyerId?: Id; overBudget?: boolean; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/export": {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; fulfilment?: string; supplierId?: Id; costCentreId?: Id; buyerId?: Id; late?: boolean; from?: Day; to?: Day; expectedFrom?: Day; expectedTo?: Day }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
}

/** Every live list, by its name. */
export interface LiveLists {
  "notifications": { path: "/api/notifications"; row: NotificationRow; liveFilters: "id" | "unread" | "event" };
  "clients": { path: "/api/clients"; row: ClientRow; liveFilters: "id" | "kind" | "uf" | "archived" };
  "briefings": { path: "/api/briefings"; row: BriefingRow; liveFilters: "id" | "status" | "clientId" | "responsibleId" };
  "briefing-answers": { path: "/api/briefing-answers"; row: AnswerRow; liveFilters: "id" | "briefingId" };
  "orcamentos": { path: "/api/orcamentos"; row: OrcamentoRow; liveFilters: "id" | "status" | "clientId" | "briefingId" };
  "departments": { path: "/api/departments"; row: Department; liveFilters: "id" | "archived" };
  "cost-centres": { path: "/api/cost-centres"; row: CostCentre; liveFilters: "id" | "departmentId" | "archived" };
  "budgets": { path: "/api/budgets"; row: BudgetRow; liveFilters: "id" | "costCentreId" | "year" | "month" };
  "suppliers": { path: "/api/suppliers"; row: SupplierRow; liveFilters: "id" | "kind" | "uf" | "archived" };
  "approval-delegations": { path: "/api/approval-delegations"; row: DelegationRow; liveFilters: "id" | "fromId" | "toId" };
  "approvals": { path: "/api/approvals"; row: QueueRow; liveFilters: "id" | "stage" | "escalated" | "requestId" };
  "bulk-approvals": { path: "/api/approvals/bulk"; row: BulkRow; liveFilters: "id" | "state" };
  "purchase-requests": { path: "/api/purchase-requests"; row: RequestRow; liveFilters: "id" | "status" | "priority" | "costCentreId" | "departmentId" | "requesterId" | "buyerId" | "parentId" | "overBudget" };
  "purchase-request-items": { path: "/api/purchase-request-items"; row: ItemRow; liveFilters: "id" | "requestId" };
  "purchase-request-comments": { path: "/api/purchase-request-comments"; row: CommentRow; liveFilters: "id" | "requestId" };
  "quotation-rounds": { path: "/api/quotation-rounds"; row: Round; liveFilters: "id" | "status" | "purchaseRequestId" };
  "quotations": { path: "/api/quotations"; row: QuotationRow; liveFilters: "id" | "status" | "roundId" | "purchaseRequestId" | "supplierId" };
  "quotation-messages": { path: "/api/quotation-messages"; row: QuotationMessage; liveFilters: "id" | "quotationId" };
  "purchase-orders": { path: "/api/purchase-orders"; row: OrderRow; liveFilters: "id" | "status" | "fulfilment" | "supplierId" | "requestId" | "costCentreId" | "buyerId" | "late" };
  "receipts": { path: "/api/receipts"; row: ReceiptRow; liveFilters: "id" | "status" | "orderId" | "supplierId" | "invoiceId" };
  "invoices": { path: "/api/invoices"; row: InvoiceRow; liveFilters: "id" | "orderId" | "supplierId" | "linked" | "cancelled" };
}

/** Every live answer that is counted, by its name. */
export interface LiveCounts {
  "pipeline": { path: "/api/statistics/pipeline"; answer: Pipeline };
  "purchase-board": { path: "/api/purchase-requests/board"; answer: Board };
  "purchases-spend": { path: "/api/reports/purchases/spend"; answer: Spend };
  "purchases-cycle-time": { path: "/api/reports/purchases/cycle-time"; answer: CycleTime };
  "purchases-savings": { path: "/api/reports/purchases/savings"; answer: Savings };
  "purchases-suppliers": { path: "/api/reports/purchases/suppliers"; answer: Suppliers };
  "purchases-commitments": { path: "/api/reports/purchases/commitments"; answer: Commitments };
  "purchases-budget": { path: "/api/reports/purchases/budget"; answer: BudgetReport };
}

/** What a role may allow. */
export type PermissionName =
  | "workspace.organisation.edit"
  | "workspace.people.read"
  | "workspace.people.invite"
  | "workspace.people.manage"
  | "workspace.roles.read"
  | "workspace.roles.manage"
  | "workspace.audit.read"
  | "workspace.jobs.manage"
  | "workspace.operations.read"
  | "workspace.operations.manage"
  | "estimating.clients.read"
  | "estimating.clients.edit"
  | "estimating.templates.read"
  | "estimating.templates.edit"
  | "estimating.briefings.read"
  | "estimating.briefings.edit"
  | "estimating.briefings.answer"
  | "estimating.briefings.conclude"
  | "estimating.orcamentos.read"
  | "estimating.orcamentos.create"
  | "estimating.orcamentos.edit"
  | "estimating.orcamentos.send"
  | "estimating.orcamentos.decide"
  | "estimating.orcamentos.approve_discount"
  | "estimating.policy.read"
  | "estimating.policy.edit"
  | "estimating.statistics.read"
  | "estimating.export.run"
  | "procurement.centres.read"
  | "procurement.centres.edit"
  | "procurement.budgets.read"
  | "procurement.budgets.edit"
  | "procurement.suppliers.read"
  | "procurement.suppliers.edit"
  | "procurement.requests.read"
  | "procurement.requests.create"
  | "procurement.requests.manage"
  | "procurement.approvals.need"
  | "procurement.approvals.purchase"
  | "procurement.approvals.director"
  | "procurement.approvals.ceo"
  | "procurement.policy.read"
  | "procurement.policy.edit"
  | "procurement.delegations.manage"
  | "procurement.quotations.read"
  | "procurement.quotations.run"
  | "procurement.quotations.award"
  | "procurement.orders.read"
  | "procurement.orders.edit"
  | "procurement.orders.send"
  | "procurement.receipts.read"
  | "procurement.receipts.count"
  | "procurement.receipts.check"
  | "procurement.reports.read"
  | "procurement.export.run";
