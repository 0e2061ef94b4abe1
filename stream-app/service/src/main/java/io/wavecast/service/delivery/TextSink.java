package io.wavecast.service.delivery;

import java.util.Collection;
import java.util.List;

/** Delivers notices with the user's texts. */
record TextSink(AlertSink sink, NoticeTexts texts) implements AlertSink {
  @Override
  public String name() {
    return sink.name();
  }

  @Override
  public int maxBatch() {
    return sink.maxBatch();
  }

  @Override
  public int deliver(List<Notice> changes) throws DeliveryException {
    return sink.deliver(changes.stream().map(texts::apply).toList());
  }

  @Override
  public boolean needsRefresh() {
    return sink.needsRefresh();
  }

  @Override
  public void refresh(Collection<Notice> firing) throws DeliveryException {
    sink.refresh(firing.stream().map(texts::apply).toList());
  }
}
