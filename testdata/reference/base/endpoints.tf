resource "aws_vpc_endpoint" "studio" {
  for_each = toset([
    "com.amazonaws.eu-west-1.sagemaker.api",
    "com.amazonaws.eu-west-1.sagemaker.runtime",
    "aws.sagemaker.eu-west-1.studio",
    "com.amazonaws.eu-west-1.servicecatalog",
    "com.amazonaws.eu-west-1.sts",
    "com.amazonaws.eu-west-1.logs",
  ])
  vpc_id              = aws_vpc.this.id
  service_name        = each.value
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.studio)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}
