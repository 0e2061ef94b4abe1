package io.wavecast.core.incident;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Explains series that began to alert at about the same time by as few common causes as possible,
 * each a label value: the most probable explanation. Each cause is a Poisson process that only
 * series with its label value take part in, beside the background of unrelated alerts. In nats,
 * against everything being background:
 *
 * <pre>
 *   n members of a cause           gain n * (ln(1 / share) + ln(n / background) - 1)
 *   a cause                        costs the name of its label value, ln(1 / share)
 *   each cause after the first     costs ANOTHER: two faults at once are rare
 * </pre>
 *
 * The share is that of the known series which have the label value. A member that has the label
 * values of several causes belongs to the more probable one.
 */
final class CommonCauses {
  /** Unrelated alerts that are expected among the recent ones. */
  static final double BACKGROUND = 0.5;

  /** What a further fault at the same time costs. */
  static final double ANOTHER = 7;

  private static final int MAX_CAUSES = 8;

  /** Label values that are looked at in pairs: those that explain most by themselves. */
  private static final int MAX_CANDIDATES = 32;

  private static final Comparator<Candidate> MOST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.alone()).thenComparing(Candidate::label);
  private static final Comparator<Candidate> MOST_PROBABLE_FIRST =
      Comparator.comparingDouble(
              (Candidate c) -> -c.information - StrictMath.log(c.having.cardinality()))
          .thenComparing(Candidate::label);

  private final List<Member> members;
  private final List<Candidate> candidates;

  private CommonCauses(List<Member> members, List<Candidate> candidates) {
    this.members = members;
    this.candidates = candidates;
  }

  /** A label value, and which of the members have it. */
  private record Candidate(String label, double information, BitSet having, double alone) {
    Candidate(String label, double information, BitSet having) {
      this(label, information, having, gain(information, having.cardinality()));
    }

    static double gain(double information, int members) {
      return members == 0
          ? -information
          : members * (information + StrictMath.log(members / BACKGROUND) - 1) - information;
    }
  }

  /**
   * A common cause.
   *
   * @param label as {@code name=value}
   * @param members it explains, at least two
   */
  record Cause(String label, List<Member> members) {}

  /** The causes, that of most members first. A member that no cause explains is in none. */
  static List<Cause> of(List<Member> members, LabelSample.Information information) {
    Map<String, BitSet> having = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      for (String label : members.get(i).labels()) {
        having.computeIfAbsent(label, l -> new BitSet()).set(i);
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    having.forEach(
        (label, bits) -> {
          if (bits.cardinality() > 1) {
            double telling =
                label.equals(Member.UNLABELLED) ? 0 : Math.max(0, information.of(label));
            candidates.add(new Candidate(label, telling, bits));
          }
        });
    candidates.sort(MOST_FIRST);
    List<Candidate> few = candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size()));
    return new CommonCauses(members, few).causes();
  }

  private List<Cause> causes() {
    Set<Candidate> chosen = bestPair();
    double saved = saved(chosen);
    for (boolean better = true; better && chosen.size() < MAX_CAUSES; ) {
      better = false;
      for (Candidate candidate : candidates) {
        Set<Candidate> more = new HashSet<>(chosen);
        if (more.add(candidate) && saved(more) > saved) {
          saved = saved(more);
          chosen = more;
          better = true;
          break;
        }
      }
    }
    List<Cause> causes = new ArrayList<>();
    BitSet taken = new BitSet();
    for (Candidate candidate : chosen.stream().sorted(MOST_PROBABLE_FIRST).toList()) {
      BitSet own = rest(candidate, taken);
      if (own.cardinality() > 1) {
        taken.or(own);
        causes.add(new Cause(candidate.label, own.stream().mapToObj(members::get).toList()));
      }
    }
    causes.sort(
        Comparator.comparingInt((Cause c) -> -c.members().size()).thenComparing(Cause::label));
    return causes;
  }

  private Set<Candidate> bestPair() {
    Set<Candidate> best = candidates.isEmpty() ? Set.of() : Set.of(candidates.get(0));
    double most = saved(best);
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = 0; j < i; j++) {
        // a pair saves at most what both save alone
        if (candidates.get(i).alone() + candidates.get(j).alone() - ANOTHER > most) {
          Set<Candidate> pair = Set.of(candidates.get(i), candidates.get(j));
          double saved = saved(pair);
          if (saved > most) {
            most = saved;
            best = pair;
          }
        }
      }
    }
    return best;
  }

  private static double saved(Set<Candidate> causes) {
    double saved = -ANOTHER * (causes.size() - 1);
    BitSet taken = new BitSet();
    for (Candidate cause : causes.stream().sorted(MOST_PROBABLE_FIRST).toList()) {
      BitSet own = rest(cause, taken);
      saved += Candidate.gain(cause.information, own.cardinality());
      taken.or(own);
    }
    return saved;
  }

  private static BitSet rest(Candidate cause, BitSet taken) {
    BitSet own = (BitSet) cause.having.clone();
    own.andNot(taken);
    return own;
  }
}
