package io.caisson.app.command;

import io.caisson.app.tool.Page;
import io.caisson.app.tool.audit.AuditRecord;

/** What the record of an exchange says itself, below the explanation by today's policy. */
final class PastNote {
    private PastNote() {}

    static String of(AuditRecord past) {
        Page page = new Page().gap();
        StringBuilder said =
                new StringBuilder("At " + past.time() + " it was " + (past.allowed() ? "allowed" : "refused"));
        if (!past.policy().isEmpty()) {
            said.append(" by rule `").append(past.rule()).append("` of policy ").append(past.policy());
        }
        if (!past.revision().isEmpty()) {
            said.append(", revision ").append(past.revision());
        }
        if (!past.reason().isEmpty()) {
            said.append(", reason ").append(past.reason());
        }
        if (!past.wouldDeny().isEmpty()) {
            said.append(", would have been refused: ").append(past.wouldDeny());
        }
        page.paragraph(said + ".");
        if (!past.detail().isEmpty()) {
            page.paragraph("Detail: " + past.detail());
        }
        page.paragraph("Records hold no bodies and no properties of objects: conditions on those cannot be told here."
                + " Give them with --request.");
        return page.toString();
    }
}
