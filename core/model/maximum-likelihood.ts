// Which positive parameters make what was seen most likely, and how sure is that?
import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A log-likelihood of positive parameters and its gradient. Both are sums over the customers. */
export type Likelihood = {
  readonly customers: number;
  readonly logLikelihood: (parameters: readonly number[]) => number;
  readonly gradient: (parameters: readonly number[]) => readonly number[];
};

/** The best parameters, or why there are none. A standard error is that of its parameter (delta method). */
export type Maximum =
  | {
      readonly status: 'fitted';
      readonly parameters: readonly number[];
      readonly standardErrors: readonly number[];
      readonly logLikelihood: number;
      readonly iterations: number;
    }
  | { readonly status: 'unfit'; readonly because: 'notConverged' };

/** A model whose parameters are these, with their standard errors, and how good it is. */
export type Fitted<Model> = {
  readonly status: 'fitted';
  readonly model: Model;
  readonly errors: Model;
  readonly logLikelihood: number;
  readonly iterations: number;
};

/** Why there is no model. */
export type Unfit = { readonly status: 'unfit'; readonly because: 'tooFewRepeatCustomers' | 'notConverged' };

/** Logarithms of the parameters are kept within this, so that no step leads where numbers overflow. */
const MOST_LOG = 30;
/** Step of the central differences of the gradient, in logarithms: its error is of the order of its square. */
const STEP = 1e-4;
/** From a good starting point it takes 3 to 15. */
const MOST_ITERATIONS = 40;
/** A gradient per customer so small (in logarithms of parameters) is taken for zero. */
const FLAT = 1e-7;
/** The search weighs the gradient so, or its least damping (1e-7) would outweigh parameters that matter little. */
const GRADIENT_SCALE = 100;
/** From how many of the starting points it is tried before it is given up, the likeliest first. */
const MOST_STARTS = 12;

/**
 * The parameters at which the likelihood is greatest. They are searched in logarithms, which keeps them positive, as the
 * root of the gradient (Levenberg-Marquardt on the likelihood equations). A root counts only if the likelihood curves
 * downwards there in every direction and is no less than at any starting point; otherwise the answer is that it did not
 * converge, as for data in which a parameter runs away to zero or infinity.
 */
export function maximise(likelihood: Likelihood, starts: readonly (readonly number[])[]): Maximum {
  const ranked = starts
    .map((start) => ({ start: start.map(Math.log), height: likelihood.logLikelihood(start) }))
    .filter(({ height }) => Number.isFinite(height))
    .sort((one, other) => other.height - one.height);
  const [best] = ranked;
  for (const { start } of ranked.slice(0, MOST_STARTS)) {
    const found = climb(likelihood, start);
    if (found !== undefined && found.logLikelihood >= (best?.height ?? 0)) return found;
  }
  return { status: 'unfit', because: 'notConverged' };
}

/** What was found, in the words of a model. */
export function fittedTo<Model>(
  { parameters, standardErrors, logLikelihood, iterations }: Maximum & { status: 'fitted' },
  modelOf: (values: readonly number[]) => Model,
): Fitted<Model> {
  const [model, errors] = [modelOf(parameters), modelOf(standardErrors)];
  return { status: 'fitted', model, errors, logLikelihood, iterations };
}

function climb(likelihood: Likelihood, start: readonly number[]): (Maximum & { status: 'fitted' }) | undefined {
  const gradientPerCustomer = (logs: readonly number[]) => {
    const parameters = logs.map(Math.exp);
    return likelihood
      .gradient(parameters)
      .map((slope, index) => (slope * (parameters[index] ?? 0)) / likelihood.customers);
  };
  const found = searched(gradientPerCustomer, start);
  if (found === undefined) return undefined;
  const { parameterValues: logs, iterations } = found;
  if (!gradientPerCustomer(logs).every((slope) => Math.abs(slope) <= FLAT)) return undefined;
  const curvature = curvatureAt(gradientPerCustomer, logs).mul(-likelihood.customers);
  if (!curvature.to1DArray().every(Number.isFinite)) return undefined;
  const cholesky = new CholeskyDecomposition(curvature);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const covariance = cholesky.solve(Matrix.eye(logs.length));
  const parameters = logs.map(Math.exp);
  return {
    status: 'fitted',
    parameters,
    standardErrors: parameters.map((value, index) => value * Math.sqrt(covariance.get(index, index))),
    logLikelihood: likelihood.logLikelihood(parameters),
    iterations,
  };
}

type Gradient = (logs: readonly number[]) => readonly number[];

/** Where the search ends, undefined where it runs away. */
function searched(gradientPerCustomer: Gradient, start: readonly number[]) {
  const unknowns = start.map((_, index) => index);
  try {
    return levenbergMarquardt(
      { x: unknowns, y: unknowns.map(() => 0) },
      (candidate) => {
        const gradient = gradientPerCustomer(candidate);
        return (index) => GRADIENT_SCALE * (gradient[index] ?? 0);
      },
      {
        initialValues: start,
        minValues: start.map(() => -MOST_LOG),
        maxValues: start.map(() => MOST_LOG),
        centralDifference: true,
        gradientDifference: STEP,
        maxIterations: MOST_ITERATIONS,
        errorTolerance: (GRADIENT_SCALE * FLAT) ** 2,
      },
    );
  } catch (fault) {
    // Far out the likelihood is so flat that a step cannot be solved for; the library knows no other word for it.
    if (fault instanceof Error && fault.message === 'LU matrix is singular') return undefined;
    throw fault;
  }
}

/** Second derivatives by central differences of the gradient, made symmetric. */
function curvatureAt(gradient: Gradient, logs: readonly number[]): Matrix {
  const rows = logs.map((_, moved) => {
    const at = (step: number) => gradient(logs.map((value, index) => (index === moved ? value + step : value)));
    const [ahead, behind] = [at(STEP), at(-STEP)];
    return logs.map((_, index) => ((ahead[index] ?? 0) - (behind[index] ?? 0)) / (2 * STEP));
  });
  const matrix = new Matrix(rows);
  return Matrix.add(matrix, matrix.transpose()).mul(0.5);
}
