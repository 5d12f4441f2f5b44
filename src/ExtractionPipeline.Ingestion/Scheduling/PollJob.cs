using Quartz;

namespace ExtractionPipeline.Ingestion.Scheduling;

/// <summary>The scheduler's job: one look at one source.</summary>
[DisallowConcurrentExecution]
public sealed class PollJob(SourceSchedule schedule) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        await schedule.PollAsync(context.JobDetail.Key.Name, cancellationToken);
    }
}
