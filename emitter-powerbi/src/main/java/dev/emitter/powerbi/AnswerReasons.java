package dev.emitter.powerbi;

/** Says what to do about answers that no row is at fault for. */
final class AnswerReasons {

  private AnswerReasons() {}

  /** Returns the reason of an answer, with what to do. */
  static String reason(int status, ServiceError error, TableAddress address) {
    String told = "the service answered " + status + error;
    String remedy = remedy(status, error, address);
    return remedy.isEmpty() ? told : told + ". " + remedy;
  }

  private static String remedy(int status, ServiceError error, TableAddress address) {
    return switch (status) {
      case 401 -> "Check the identity: its token was refused";
      case 403 -> forbidden(error, address);
      case 404 -> missing(error, address);
      default -> "";
    };
  }

  private static String forbidden(ServiceError error, TableAddress address) {
    if (error.says("TokenExpired")) {
      return "Check the identity: its token has expired";
    }
    if (error.says("API is not accessible for application") && address.group() == null) {
      return "Give the id of the workspace in group: an application reaches no My workspace";
    }
    String where = address.group() == null ? "the dataset" : "workspace " + address.group();
    return "An administrator must have allowed service principals to use the Power BI APIs (tenant"
        + " settings), and the application must be a member of "
        + where;
  }

  private static String missing(ServiceError error, TableAddress address) {
    if (error.says("is not Push API dataset")) {
      return "Rows can be added to push datasets alone, which are created through the API";
    }
    String where = address.group() == null ? "My workspace" : "workspace " + address.group();
    return "Check id, name and group: there must be " + address + " in " + where;
  }
}
